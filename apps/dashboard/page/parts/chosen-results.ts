import type { BackboneEntry, ResultsIndex } from '../../src/views/index/index-api.ts';
import type { Parameters } from '../shell/address.ts';

/** A backbone and a shot count that there are. */
export interface ChosenResults {
  readonly backbone: BackboneEntry;
  readonly shots: number;
}

/**
 * What of the results an address is about: the first backbone and the greatest shot count where it names none, or one without runs.
 * Undefined as long as there is no finished run at all.
 */
export function chosenResults({ backbone: name, shots }: Parameters, index: ResultsIndex): ChosenResults | undefined {
  const backbone = index.backbones.find((one) => one.name === name) ?? index.backbones[0];
  const count = backbone?.shots.find((one) => String(one) === shots) ?? backbone?.shots.at(-1);
  return index.counts.done > 0 && backbone && count !== undefined ? { backbone, shots: count } : undefined;
}
