import type { Series } from './method-cost.ts';
import type { Costs } from './summarize-costs.ts';

/** What the numbers do not contain, and what stands in the way of comparing them: a sentence each, none where there is nothing to say. */
export function costRemarks(costs: Costs): string[] {
  const { leftOut, unfinished, superseded, machine, machines, without, rows } = costs;
  const unclear = rows.filter((row) => row.timed > 0 && row.machines === 0);
  return [
    ...(machine === null && machines.length > 1
      ? [
          `Times were measured on ${machines.length} machines and are not comparable: ${machines.map(describeMachine).join('; ')}.`,
        ]
      : []),
    ...(machine === null ? [] : [`Costs are those of runs on ${machine}; accuracies are over all runs.`]),
    ...(machine === null && unclear.length > 0 ? [`Of unknown machines: ${listed(unclear)}.`] : []),
    ...(leftOut.length > 0
      ? [
          `Left out, because not every row has a value there: ${leftOut
            .map(({ dataset, lacking }) => `${dataset} (lacks ${listed(lacking)})`)
            .join('; ')}.`,
        ]
      : []),
    ...(without.length > 0 ? [`Left out as asked: ${listed(without)}.`] : []),
    ...(unfinished.length > 0 ? [`Without a finished run: ${listed(unfinished)}.`] : []),
    ...(superseded > 0 ? [`${superseded} rows of older engines, settings or datasets are left out.`] : []),
  ];
}

function describeMachine({ name, runs }: Costs['machines'][number]): string {
  return `${name} (${runs} ${runs === 1 ? 'run' : 'runs'})`;
}

/** Long lists say how many more there are; JSON has all. */
function listed(series: readonly Series[]): string {
  const names = series.slice(0, 4).map(({ method, protocol }) => `${method} (${protocol})`);
  return [...names, ...(series.length > 4 ? [`${series.length - 4} more`] : [])].join(', ');
}
