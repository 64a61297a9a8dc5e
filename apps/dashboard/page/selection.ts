import type { BackboneResults, Results, Table } from '../src/results.ts';

/** What the address bar asks for. */
export interface Wish {
  readonly backbone?: string | undefined;
  readonly shots?: number | undefined;
}

/** What is shown. */
export interface Selection {
  readonly backbone: BackboneResults;
  readonly table: Table;
}

/** The wish in a query string such as `?backbone=RN50&shots=16`. */
export function readWish(search: string): Wish {
  const parameters = new URLSearchParams(search);
  const shots = parameters.get('shots');
  return {
    backbone: parameters.get('backbone') ?? undefined,
    shots: shots !== null && /^\d+$/.test(shots) ? Number(shots) : undefined,
  };
}

/**
 * What to show for a wish: the first backbone and the greatest shot count where it names none, or one without runs.
 * Undefined as long as there is no finished run at all.
 */
export function resolve({ counts, backbones }: Results, wish: Wish): Selection | undefined {
  const backbone = backbones.find((candidate) => candidate.backbone === wish.backbone) ?? backbones[0];
  const table = backbone?.tables.find(({ shots }) => shots === wish.shots) ?? backbone?.tables.at(-1);
  return counts.done > 0 && backbone && table ? { backbone, table } : undefined;
}

/** Puts a selection into the address bar, without an entry in the history. */
export function writeSelection({ backbone, table }: Selection): void {
  const parameters = new URLSearchParams({ backbone: backbone.backbone, shots: String(table.shots) });
  history.replaceState(null, '', `?${parameters.toString()}`);
}
