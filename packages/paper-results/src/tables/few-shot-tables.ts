import { BENCHMARK_SETS } from '../names/dataset-names.ts';
import type { NumberSource, PaperTable, PaperTableRow } from './paper-table.ts';
import { COOP_ON, GDA, GDA_ON, HC_TASKRES, HC_TASKRES_ON, TASKRES_ON, TIP_F_ON, TIP_ON } from './released-settings.ts';

const few = {
  evaluation: 'few-shot',
  shots: [1, 2, 4, 8, 16],
  metrics: ['accuracy'],
  columns: BENCHMARK_SETS,
} as const satisfies Partial<PaperTable>;

/** A row of a source, by the names that are printed there. */
export function from(paper: string, table: string, method: string): NumberSource {
  return { paper, table, method };
}

const ZERO_SHOT = { label: 'zero-shot CLIP', method: 'zero-shot', untrained: true } as const;

const TIP_ADAPTER_ROWS: readonly PaperTableRow[] = [
  {
    ...{ label: 'CLIP-Adapter', method: 'clip-adapter', settingsOn: COOP_ON },
    sources: [
      from('tip-adapter', 'exp.log', 'CLIP-Adapter'),
      from('tip-adapter', 'Table 3', 'CLIP-Adapter'),
      from('rvp', 'Table 8', 'CLIP-Adapter'),
    ],
  },
  {
    ...{ label: 'Tip-Adapter', method: 'tip-adapter', settingsOn: TIP_ON, recipe: 'tip' },
    sources: [from('tip-adapter', 'exp.log', 'Tip-Adapter'), from('tip-adapter', 'Table 3', 'Tip-Adapter')],
  },
  {
    ...{ label: 'Tip-Adapter-F', method: 'tip-adapter-f', settingsOn: TIP_F_ON, recipe: 'tip' },
    sources: [
      from('tip-adapter', 'exp.log', 'Tip-Adapter-F'),
      from('tip-adapter', 'Table 3', 'Tip-Adapter-F'),
      from('rvp', 'Table 8', 'Tip-Adapter-F'),
      from('clip-lora', 'README figure', 'Tip-Adapter-F'),
    ],
  },
];

const R_AMT_ROWS: readonly PaperTableRow[] = [
  { ...ZERO_SHOT, sources: [from('r-amt', 'exp.png', 'zero-shot CLIP')] },
  { label: 'linear probe', method: 'linear-probe', sources: [from('r-amt', 'exp.png', 'Linear probe')] },
  { label: 'CoOp', method: 'coop', settingsOn: COOP_ON, sources: [from('r-amt', 'exp.png', 'CoOp')] },
  { label: 'ProGrad', method: 'prograd', settingsOn: COOP_ON, sources: [from('r-amt', 'exp.png', 'ProGrad')] },
  { label: 'VPT-deep', method: 'vpt-deep', sources: [from('r-amt', 'exp.png', 'VPT-deep')] },
  {
    ...{ label: 'Tip-Adapter(-F)', method: 'tip-adapter-f', settingsOn: TIP_F_ON, recipe: 'tip' },
    sources: [from('r-amt', 'exp.png', 'Tip-Adapter(-F)')],
  },
  { label: 'UPT', method: 'upt', sources: [from('r-amt', 'exp.png', 'UPT')] },
  { label: 'AMT', method: 'amt', sources: [from('r-amt', 'exp.png', 'AMT')] },
  { label: 'R-AMT', method: 'r-amt', sources: [from('r-amt', 'exp.png', 'R-AMT')] },
];

/** Tables whose classifiers answer for all of their classes. */
export const FEW_SHOT_TABLES: readonly PaperTable[] = [
  {
    id: 'taskres-few-shot',
    title: "TaskRes's few-shot comparison on 11 datasets",
    paper: 'taskres',
    ...{ ...few, backbone: 'RN50', seeds: 3 },
    note: "TaskRes's paper draws curves, so each number is of another source that prints it: a method's own log where there is one. Of TaskRes itself only re-runs by others were read.",
    rows: [
      {
        ...ZERO_SHOT,
        sources: [
          from('hc', 'Table 5', 'zero-shot CLIP'),
          from('r-amt', 'exp.png', 'zero-shot CLIP'),
          from('tip-adapter', 'Table 3', 'zero-shot CLIP'),
        ],
      },
      {
        ...{ label: 'CoOp', method: 'coop', settingsOn: COOP_ON },
        sources: [
          from('coop', 'COOP.md', 'CoOp M=16 end unified'),
          from('tip-adapter', 'Table 2', 'CoOp'),
          from('ape', 'APE_results.ipynb', 'CoOp'),
          from('r-amt', 'exp.png', 'CoOp'),
          from('tip-adapter', 'Table 3', 'CoOp'),
          from('clip-lora', 'README figure', 'CoOp'),
        ],
      },
      ...TIP_ADAPTER_ROWS,
      {
        ...{ label: 'TaskRes', method: 'taskres', settingsOn: TASKRES_ON, recipe: 'taskres' },
        sources: [from('rvp', 'Table 8', 'TaskRes'), from('clip-lora', 'README figure', 'TaskRes')],
      },
      {
        ...{ label: 'TaskRes, re-run by HC', method: 'taskres', recipe: 'taskres' },
        ...{ settings: HC_TASKRES, settingsOn: HC_TASKRES_ON },
        sources: [from('hc', 'Table 5', 'TaskRes')],
      },
    ],
  },
  {
    id: 'tip-adapter-exp-log',
    title: "Tip-Adapter's own log on 11 datasets",
    paper: 'tip-adapter',
    ...{ ...few, backbone: 'RN50', seeds: 1 },
    note: 'The zero-shot classifier of ImageNet is the ensemble of 7 prompts.',
    rows: [
      { ...ZERO_SHOT, recipe: 'tip', sources: [from('tip-adapter', 'exp.log', 'zero-shot CLIP')] },
      ...TIP_ADAPTER_ROWS.map((row) => ({
        ...row,
        sources: row.sources.filter(({ table }) => table === 'exp.log' || table === 'Table 3'),
      })),
    ],
  },
  {
    id: 'gda-few-shot',
    title: "GDA's own logs on 11 datasets",
    paper: 'gda',
    ...{ ...few, backbone: 'RN50', seeds: 3 },
    rows: [
      {
        ...{ label: 'GDA', method: 'gda', settings: GDA, settingsOn: GDA_ON, recipe: 'tip' },
        sources: ['logs/fewshots.log', 'logs/architecture.log'].map((log) =>
          from('gda', log, 'GDA + zero-shot ensemble'),
        ),
      },
    ],
  },
  {
    id: 'r-amt-16-shot',
    title: "R-AMT's comparison at 16 shots on 11 datasets",
    paper: 'r-amt',
    ...{ ...few, shots: [16], backbone: 'ViT-B/16', seeds: 3 },
    rows: [
      ...R_AMT_ROWS,
      { label: 'CoOp + R-AMT', method: 'coop-r-amt', sources: [from('r-amt', 'README', 'CoOp + R-AMT')] },
      {
        ...{ label: 'Tip-Adapter + R-AMT', method: 'tip-adapter-r-amt' },
        sources: [from('r-amt', 'README', 'Tip-Adapter + R-AMT')],
      },
    ],
  },
  {
    id: 'r-amt-few-shot',
    title: "R-AMT's few-shot comparison on 11 datasets",
    paper: 'r-amt',
    ...{ ...few, backbone: 'ViT-B/16', seeds: 3 },
    rows: R_AMT_ROWS,
  },
];
