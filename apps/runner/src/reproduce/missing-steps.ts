import { datasetCard } from '@shotbench/datasets';
import type { Comparison, PaperTable, Recipe } from '@shotbench/paper-results';
import { modelName, setName } from '@shotbench/run-reports';

import { pullCommand } from './backbones.ts';
import { experimentText } from './experiment-text.ts';
import { missingCells, type MissingRuns } from './missing-cells.ts';
import { extractionOptions } from './recipes.ts';
import { type NameOf, namesOfSets, needsModel, runCommands } from './run-commands.ts';

/** What to do, in order, for cells to be filled. */
export interface Step {
  /** What it is about, in a few words. */
  readonly what: string;
  /** Commands, or lines of a file. */
  readonly lines: readonly string[];
}

/** A feature set that runs learn from or are tested on. */
interface WantedSet {
  readonly dataset: string;
  readonly recipe: Recipe;
}

/**
 * The models, data, features and runs that a comparison lacks.
 * @param present names of feature sets that are there, by the names that they would get here.
 */
export function missingSteps(comparison: Comparison, present: ReadonlyMap<string, string>): Step[] {
  const { table } = comparison;
  const { runs, hopeless } = missingCells(comparison);
  const nameOf = namesOfSets(table.backbone, present);
  const absent = wantedSets(runs, table).filter(
    ({ dataset, recipe }) => !present.has(setName(dataset, { backbone: table.backbone, recipe })),
  );
  const model = absent.length > 0 || runs.some(needsModel);
  return [
    ...(model ? [modelStep(table)] : []),
    ...(absent.length > 0 ? [dataStep(absent), featuresStep(absent, table, nameOf)] : []),
    ...runSteps(runs, table, nameOf),
    ...(hopeless.length > 0 ? [{ what: 'not to be filled', lines: hopeless }] : []),
  ];
}

function modelStep({ backbone }: PaperTable): Step {
  const folder = `models/${modelName(backbone)}`;
  const otherwise = `put OpenAI's weights of ${backbone} as safetensors into ${folder}`;
  return { what: `the model, in ${folder}`, lines: [pullCommand(backbone) ?? otherwise] };
}

function wantedSets(runs: readonly MissingRuns[], { trainedOn, columns }: PaperTable): WantedSet[] {
  const learned = runs.flatMap(({ datasets, recipe }) => datasets.map((dataset) => ({ dataset, recipe })));
  const targets = trainedOn === undefined || runs.length === 0 ? [] : columns.filter((name) => name !== trainedOn);
  const all = [...learned, ...targets.map((dataset) => ({ dataset, recipe: 'coop' as const }))];
  // Two recipes may be one for a dataset.
  return [...new Map(all.map((set) => [setName(set.dataset, { ...set, backbone: '' }), set])).values()];
}

function dataStep(sets: readonly WantedSet[]): Step {
  const datasets = [...new Set(sets.map(({ dataset }) => dataset))];
  const places = datasets.map((id) => {
    const { folder, title, homepage } = datasetCard(id);
    return `# data/${folder}: ${title}, ${homepage}`;
  });
  return {
    what: "the images, below data in CoOp's layout",
    lines: [...places, `shotbench data check --root data --dataset ${datasets.join(' ')}`],
  };
}

function featuresStep(sets: readonly WantedSet[], { backbone, trainedOn }: PaperTable, nameOf: NameOf): Step {
  const lines = sets.map(({ dataset, recipe }) => {
    const isTarget = trainedOn !== undefined && dataset !== trainedOn;
    return [
      `shotbench features extract --model models/${modelName(backbone)} --root data --dataset ${dataset}`,
      `--name ${nameOf(dataset, recipe)}`,
      ...(isTarget ? [] : [extractionOptions(recipe, dataset)]),
    ].join(' ');
  });
  return { what: 'features', lines };
}

function runSteps(runs: readonly MissingRuns[], table: PaperTable, nameOf: NameOf): Step[] {
  if (runs.length === 0) return [];
  if (table.trainedOn === undefined) return [{ what: 'runs', lines: runCommands(runs, table, nameOf) }];
  const sets = [...new Set(runs.map(({ recipe }) => nameOf(table.trainedOn!, recipe)))];
  return sets.map((set, index) => {
    const group = runs.filter(({ recipe }) => nameOf(table.trainedOn!, recipe) === set);
    const name = index === 0 ? table.id : `${table.id}-${group[0]!.recipe}`;
    const model = group.some(needsModel) ? ` --model models/${modelName(table.backbone)}` : '';
    const file = `experiments/${name}/experiment.ts`;
    const written = [
      `mkdir -p experiments/${name}`,
      `cat > ${file} <<'END'`,
      experimentText(group, table, nameOf),
      'END',
    ];
    return { what: `runs of ${file}`, lines: [...written, `shotbench run ${name}${model}`] };
  });
}
