import type { BackboneEntry, ResultsIndex } from '../../../src/views/index/index-api.ts';
import { chosenResults } from '../../parts/chosen-results.ts';
import type { Parameters } from '../../shell/view.ts';

type EvaluationKind = ResultsIndex['evaluations'][number]['kind'];

/** What an address says about the comparison table, of what there is. */
export interface ChosenTable {
  readonly evaluation: EvaluationKind;
  readonly backbones: readonly BackboneEntry[];
  readonly backbone: BackboneEntry;
  readonly shots: number;
  /** Undefined for all datasets at the one shot count. */
  readonly dataset: string | undefined;
}

/** The first evaluation that there are runs of where the address names none; undefined as long as no run is done. */
export function chosenTable(parameters: Parameters, index: ResultsIndex): ChosenTable | undefined {
  const { evaluations } = index;
  const evaluation = evaluations.find(({ kind }) => kind === parameters.evaluation) ?? evaluations[0];
  if (evaluation === undefined) return undefined;
  const { kind, backbones } = evaluation;
  const chosen = chosenResults(parameters, { ...index, backbones });
  if (chosen === undefined) return undefined;
  const dataset = chosen.backbone.datasets.find((name) => kind === 'few-shot' && name === parameters.dataset);
  return { evaluation: kind, backbones, ...chosen, dataset };
}

/** What the API is asked for at an address, in the order in which the parameters of a saved page are. */
export function requestOf(parameters: Parameters, index: ResultsIndex): Parameters | undefined {
  const chosen = chosenTable(parameters, index);
  if (chosen === undefined) return undefined;
  const { evaluation, backbone, shots, dataset } = chosen;
  const { mix, oracle, paper } = parameters;
  return {
    backbone: backbone.name,
    ...(dataset === undefined ? { shots: String(shots) } : { dataset }),
    ...(evaluation !== 'few-shot' && { evaluation }),
    ...(mix !== undefined && { mix: '1' }),
    ...(oracle !== undefined && { oracle: '1' }),
    ...(paper !== undefined && { paper }),
  };
}
