import type { PaperTable } from '@shotbench/paper-results';

import type { MissingRuns } from './missing-cells.ts';
import type { NameOf } from './run-commands.ts';

/** An experiment that makes the missing runs, for evaluations that `shotbench run` has no option for; sets of one recipe each. */
export function experimentText(runs: readonly MissingRuns[], table: PaperTable, nameOf: NameOf): string {
  const { trainedOn, columns, evaluation, title, shots, seeds } = table;
  const recipe = runs[0]!.recipe;
  // What is only tested on is made in one way for all.
  const targets = columns.filter((dataset) => dataset !== trainedOn).map((dataset) => nameOf(dataset, 'coop'));
  const methods = runs.map(({ method, settings }) =>
    Object.keys(settings).length === 0 ? `'${method}'` : `{ method: '${method}', config: ${JSON.stringify(settings)} }`,
  );
  return [
    `import { defineExperiment } from '@shotbench/runner/experiment';`,
    '',
    'export const experiment = defineExperiment({',
    `  title: ${JSON.stringify(title)},`,
    `  features: ['${nameOf(trainedOn!, recipe)}'],`,
    `  methods: [${methods.join(', ')}],`,
    `  shots: [${shots.join(', ')}],`,
    `  seeds: [${Array.from({ length: seeds }, (_, i) => i + 1).join(', ')}],`,
    `  evaluation: { ${evaluation === 'transfer' ? 'transferTo' : 'shiftedTo'}: [${targets.map((name) => `'${name}'`).join(', ')}] },`,
    '});',
  ].join('\n');
}
