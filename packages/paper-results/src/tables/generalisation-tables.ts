import { BENCHMARK_SETS, SHIFTED_SETS } from '../names/dataset-names.ts';
import { from } from './few-shot-tables.ts';
import type { PaperTable, PaperTableRow } from './paper-table.ts';
import { HC_TASKRES, HC_TASKRES_ON, TASKRES_ON, TIP_F_ON, TIP_ON } from './released-settings.ts';

const IMAGENET = 'imagenet';
/** What is learned comes first, then what it is tested on. */
const SHIFTED = { trainedOn: IMAGENET, columns: [IMAGENET, ...SHIFTED_SETS] } as const;

const ADADELTA = 'trained with Adadelta at 0.25 in the paper';

const baseToNovel = {
  evaluation: 'base-to-novel',
  backbone: 'ViT-B/16',
  shots: [16],
  metrics: ['base', 'novel', 'harmonicMean'],
  columns: BENCHMARK_SETS,
} as const satisfies Partial<PaperTable>;

function apexRows(table: string, names: Readonly<Record<string, string>>, obstacle?: string): PaperTableRow[] {
  const methods = { 'CLIP-Adapter': 'clip-adapter', CoCoOp: 'cocoop', MaPLe: 'maple', ProGrad: 'prograd' };
  return [
    {
      ...{ label: 'zero-shot CLIP', method: 'zero-shot', untrained: true },
      sources: [from('apex', table, 'zero-shot CLIP')],
    },
    ...Object.entries(methods).map(([label, method]) => ({
      ...{ label, method, sources: [from('apex', table, names[label] ?? label)] },
      ...(obstacle !== undefined && { obstacle }),
    })),
    { label: 'APEX', method: 'apex', sources: [from('apex', table, names.APEX ?? 'APEX')] },
  ];
}

function printedAs(suffix: string, ...labels: string[]): Record<string, string> {
  return Object.fromEntries(labels.map((label) => [label, `${label} (${suffix})`]));
}

const BASELINES = ['CLIP-Adapter', 'CoCoOp', 'MaPLe', 'ProGrad'];

/** Tables whose classifiers are tested on classes or images of another kind than they learned. */
export const GENERALISATION_TABLES: readonly PaperTable[] = [
  {
    id: 'taskres-domain-generalisation',
    title: "TaskRes's domain generalisation: ImageNet at 16 shots, tested on its shifts",
    paper: 'taskres',
    ...{ evaluation: 'shifted', backbone: 'RN50', shots: [16], metrics: ['accuracy'], seeds: 3, ...SHIFTED },
    note: "The rows of TaskRes's own table were not read; these are of papers that print such numbers. HC does not say with which settings its TaskRes ran here; those of its other tables are assumed.",
    rows: [
      {
        ...{ label: 'zero-shot CLIP', method: 'zero-shot', untrained: true },
        sources: [from('hc', 'Table 2', 'zero-shot CLIP')],
      },
      { label: 'linear probe', method: 'linear-probe', sources: [from('hc', 'Table 2', 'Linear-probe CLIP')] },
      {
        ...{ label: 'CoOp', method: 'coop', settings: { epochs: 50 } },
        sources: [from('dpe', 'Table A1', 'CoOp'), from('tip-adapter', 'Table 5', 'CoOp')],
      },
      {
        ...{ label: 'CLIP-Adapter', method: 'clip-adapter', settings: { epochs: 50 } },
        sources: [from('tip-adapter', 'Table 5', 'CLIP-Adapter')],
      },
      {
        ...{ label: 'Tip-Adapter', method: 'tip-adapter', settings: TIP_ON[IMAGENET]!, recipe: 'tip' },
        sources: [from('tip-adapter', 'Table 5', 'Tip-Adapter')],
      },
      {
        ...{ label: 'Tip-Adapter-F', method: 'tip-adapter-f', settings: TIP_F_ON[IMAGENET]!, recipe: 'tip' },
        sources: [from('tip-adapter', 'Table 5', 'Tip-Adapter-F'), from('hc', 'Table 2', 'Tip-Adapter-F')],
      },
      { label: 'TaskRes', method: 'taskres', settings: TASKRES_ON[IMAGENET]!, recipe: 'taskres', sources: [] },
      {
        ...{ label: 'TaskRes, re-run by HC', method: 'taskres', recipe: 'taskres' },
        settings: { ...HC_TASKRES, ...HC_TASKRES_ON[IMAGENET] },
        sources: [from('hc', 'Table 2', 'TaskRes')],
      },
    ],
  },
  {
    id: 'apex-base-to-novel',
    title: "APEX's base-to-novel comparison (Table 2)",
    paper: 'apex',
    ...{ ...baseToNovel, seeds: 20, averageOfHarmonicMeans: 'mean of H' },
    note: "The paper's average H is the mean of the datasets' H in the rows of trained methods, but the H of the averages in that of zero-shot CLIP. Its baselines are re-runs with Adadelta; apex-base-to-novel-sgd has them in their own settings.",
    rows: apexRows('Table 2', printedAs('Adadelta', ...BASELINES, 'APEX'), ADADELTA),
  },
  {
    id: 'apex-base-to-novel-sgd',
    title: "APEX's base-to-novel comparison with the methods' own SGD (Table 9)",
    paper: 'apex',
    ...{ ...baseToNovel, seeds: 20, averageOfHarmonicMeans: 'mean of H' },
    rows: apexRows('Table 9', { ...printedAs('SGD, original config', ...BASELINES), APEX: 'APEX (SGD)' }).map((row) =>
      row.method === 'apex' ? { ...row, obstacle: 'trained with SGD at 0.0015 for 30 epochs in the paper' } : row,
    ),
  },
  {
    id: 'apex-cross-dataset',
    title: "APEX's transfer from ImageNet to 10 datasets (Table 3)",
    paper: 'apex',
    ...{ evaluation: 'transfer', backbone: 'ViT-B/16', shots: [16], metrics: ['accuracy'], seeds: 5 },
    ...{ trainedOn: IMAGENET, columns: BENCHMARK_SETS },
    rows: apexRows('Table 3', {}, ADADELTA).slice(1),
  },
  {
    id: 'apex-domain-generalisation',
    title: "APEX's domain generalisation: ImageNet at 16 shots, tested on its shifts (Table 4)",
    paper: 'apex',
    ...{ evaluation: 'shifted', backbone: 'ViT-B/16', shots: [16], metrics: ['accuracy'], seeds: 5, ...SHIFTED },
    rows: apexRows('Table 4', {}, ADADELTA).slice(1),
  },
  {
    id: 'skip-tuning-base-to-novel',
    title: "Skip Tuning's base-to-novel comparison of prompt learning",
    paper: 'skip-tuning',
    ...{ ...baseToNovel, seeds: 3, averageOfHarmonicMeans: 'H of means' },
    rows: [
      { label: 'CoOp', method: 'coop' },
      { label: 'CoCoOp', method: 'cocoop' },
      { label: 'ProGrad', method: 'prograd' },
      { label: 'KgCoOp', method: 'kgcoop' },
      { label: 'MaPLe', method: 'maple' },
      { label: 'PromptSRC', method: 'promptsrc' },
    ].map((row) => ({ ...row, sources: [from('skip-tuning', 'base_to_new.png', row.label)] })),
  },
];
