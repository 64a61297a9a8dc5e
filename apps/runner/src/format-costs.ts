import { ShotbenchError } from '@shotbench/errors';
import {
  type CostName,
  type Costs,
  costSheet,
  drawCosts,
  formatCostsCsv,
  formatCostsJson,
  formatLatex,
  formatMarkdown,
  formatText,
  type RunFilter,
  type Sheet,
  summarize,
  summarizeCosts,
  type Tracker,
} from '@shotbench/tracker';

export const COST_FORMATS = ['text', 'csv', 'json', 'markdown', 'latex', 'svg'] as const;
export type CostFormat = (typeof COST_FORMATS)[number];

export interface FormatCostsOptions {
  readonly format: CostFormat;
  readonly axis: CostName;
  readonly machine?: string | undefined;
  readonly mixProtocols?: boolean | undefined;
}

/**
 * What the runs that pass a filter reach and cost: a table for each backbone and shot count.
 * @throws ShotbenchError `COST_FIGURE` where a figure is asked of several of these, `COST_MACHINE` for one that no run was computed on.
 */
export function formatCosts(tracker: Tracker, filter: RunFilter, options: FormatCostsOptions): string {
  const all = costsOf(tracker, filter, options);
  checkMachine(all, options);
  const front = { axis: options.axis, mixProtocols: options.mixProtocols };
  switch (options.format) {
    case 'csv':
      return withOneHeader(all.map((costs) => formatCostsCsv(costs, front)));
    case 'json':
      return `${JSON.stringify(
        all.map((costs) => JSON.parse(formatCostsJson(costs, front)) as unknown),
        null,
        2,
      )}\n`;
    case 'svg':
      return drawCosts(only(all), front);
    default: {
      const format = { text: formatText, markdown: formatMarkdown, latex: formatLatex }[options.format];
      return format(joined(all.map((costs) => costSheet(costs, front))));
    }
  }
}

function costsOf(tracker: Tracker, filter: RunFilter, { machine }: FormatCostsOptions): Costs[] {
  const runs = tracker.runSummaries(filter);
  const source = {
    cells: summarize(runs),
    runs: new Map(runs.map((run) => [run.key, run])),
    machines: tracker.machines(filter),
  };
  const places = new Map(source.cells.map(({ backbone, shots }) => [`${backbone}\n${shots}`, { backbone, shots }]));
  return [...places.values()]
    .sort((a, b) => (a.backbone < b.backbone ? -1 : a.backbone > b.backbone ? 1 : a.shots - b.shots))
    .map((place) => summarizeCosts(source, { ...place, machine }));
}

function checkMachine(all: readonly Costs[], { machine }: FormatCostsOptions): void {
  const names = [...new Set(all.flatMap(({ machines }) => machines.map(({ name }) => name)))];
  if (machine === undefined || names.includes(machine)) return;
  throw new ShotbenchError(
    'COST_MACHINE',
    `--machine is "${machine}"; expected one that runs were computed on: ${names.map((name) => `"${name}"`).join(', ') || 'there is none'}`,
  );
}

function only(all: readonly Costs[]): Costs {
  const [costs, another] = all;
  if (costs && !another) return costs;
  const places = all.map(({ backbone, shots }) => `${backbone} at ${shots}`).join(', ');
  throw new ShotbenchError(
    'COST_FIGURE',
    costs
      ? `--format svg draws one backbone and shot count, but there are ${all.length} (${places}); choose with --backbone and --shots`
      : 'there are no runs to draw; expected few-shot runs; run some, or ask for others',
  );
}

/** Those of several places below each other; sheets of equal content explain themselves once. */
function joined(sheets: readonly Sheet[]): Sheet {
  const first = sheets[0];
  return { grids: sheets.flatMap(({ grids }) => grids), measure: first?.measure ?? [], remarks: first?.remarks ?? [] };
}

function withOneHeader(texts: readonly string[]): string {
  return texts.map((text, i) => (i === 0 ? text : text.slice(text.indexOf('\n') + 1))).join('');
}
