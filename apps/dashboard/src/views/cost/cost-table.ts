import {
  COST_NAMES,
  costFronts,
  costHeading,
  type CostName,
  costOf,
  type Costs,
  costText,
  type FrontOptions,
  type MethodCost,
} from '@shotbench/tracker';

/** The costs as they are read, for the page. */
export interface CostTable {
  readonly columns: readonly { readonly name: CostName; readonly heading: string }[];
  /** In the order of the costs' rows. */
  readonly rows: readonly CostTableRow[];
}

export interface CostTableRow extends Pick<MethodCost, 'method' | 'protocol' | 'accuracy' | 'interval' | 'n'> {
  readonly isOnFront: boolean;
  /** Of each column; null where it is not known. */
  readonly cells: readonly ({ readonly text: string; readonly value: number } | null)[];
}

export function costTable({ rows }: Costs, front: FrontOptions): CostTable {
  const members = new Set(costFronts(rows, front).flat());
  return {
    columns: COST_NAMES.map((name) => ({ name, heading: costHeading(name) })),
    rows: rows.map((row, i) => {
      const { method, protocol, accuracy, interval, n } = row;
      const cells = COST_NAMES.map((name) => {
        const value = costOf(row, name);
        return value === null ? null : { text: costText(value), value };
      });
      return { method, protocol, accuracy, interval, n, isOnFront: members.has(i), cells };
    }),
  };
}
