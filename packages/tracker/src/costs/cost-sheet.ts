import { PROTOCOLS } from '../identity.ts';
import type { GridEntry, Sheet } from '../tables/grid.ts';
import { costFronts, type FrontOptions } from './cost-fronts.ts';
import { COST_NAMES, costHeading, costOf, costText } from './cost-kinds.ts';
import { costRemarks } from './cost-remarks.ts';
import { costsTitle } from './costs-title.ts';
import type { Costs } from './summarize-costs.ts';

/** Costs as a printed table: rows of a Pareto front have a sign, protocols stand apart. */
export function costSheet(costs: Costs, options: FrontOptions): Sheet {
  const { rows } = costs;
  const members = new Set(costFronts(rows, options).flat());
  const protocols = PROTOCOLS.filter((protocol) => rows.some((row) => row.protocol === protocol));
  const isMixed = protocols.length > 1;
  const lines = protocols.flatMap((protocol, group) => {
    const own = [...rows.entries()].filter(([, row]) => row.protocol === protocol);
    return own.map(([i, row], place) => ({
      labels: [row.method, ...(isMixed ? [protocol] : []), members.has(i) ? 'front' : ''],
      entries: [
        { mean: row.accuracy, interval: row.interval ?? undefined },
        ...COST_NAMES.map((name): GridEntry => {
          const value = costOf(row, name);
          return value === null ? {} : { text: costText(value) };
        }),
        { text: String(row.n) },
      ],
      isApart: group > 0 && place === 0,
    }));
  });
  const grid = {
    title: `${costsTitle(costs)}${isMixed || rows.length === 0 ? '' : ` · protocol ${protocols[0]}`}`,
    labels: ['method', ...(isMixed ? ['protocol'] : []), 'Pareto'],
    columns: [
      { heading: 'accuracy' },
      ...COST_NAMES.map((name) => ({ heading: costHeading(name) })),
      { heading: 'runs' },
    ],
    lines,
    notes: costRemarks(costs),
  };
  return {
    grids: rows.length === 0 ? [] : [grid],
    measure: [
      'Accuracy in percent, mean ± 95% t-interval over seeds. Costs: means over the same runs, each dataset counting the same.',
    ],
    remarks: [
      `front: on the Pareto front of accuracy against ${costHeading(options.axis)}${options.mixProtocols ? '' : ' of its protocol'}: no other row costs at most as much and is at least as accurate.`,
      'Processor time: of fitting and evaluating, all threads. Peak memory: of the process until the run’s end, and so of the runs before it in one process too.',
    ],
  };
}
