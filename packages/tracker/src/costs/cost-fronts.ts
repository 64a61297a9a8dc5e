import { PROTOCOLS } from '../identity.ts';
import { type CostName, costOf } from './cost-kinds.ts';
import type { MethodCost } from './method-cost.ts';
import { paretoFront } from './pareto-front.ts';

export interface FrontOptions {
  /** What has to be paid. */
  readonly axis: CostName;
  /** Whether methods compete whose hyper-parameters were chosen in different ways. Default false: each protocol has a front. */
  readonly mixProtocols?: boolean | undefined;
}

/** The rows on each front as indices, from the cheapest on; equal ones in the order of the rows. */
export function costFronts(rows: readonly MethodCost[], { axis, mixProtocols = false }: FrontOptions): number[][] {
  const places = [...rows.keys()];
  const contests = mixProtocols
    ? [places]
    : PROTOCOLS.map((protocol) => places.filter((i) => rows[i]!.protocol === protocol));
  return contests
    .map((contest) => {
      const isOn = paretoFront(contest.map((i) => ({ cost: costOf(rows[i]!, axis), accuracy: rows[i]!.accuracy })));
      return contest
        .filter((_, place) => isOn[place])
        .sort((i, j) => costOf(rows[i]!, axis)! - costOf(rows[j]!, axis)! || i - j);
    })
    .filter((front) => front.length > 0);
}
