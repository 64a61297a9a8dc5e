import type { PaperProtocol } from '../src/numbers/paper-file.ts';
import type { BlockSelection, PaperSelection } from './selection.ts';

const FIXED = { 'zero-shot CLIP': 'fixed', CoOp: 'fixed', TaskRes: 'fixed', ProGrad: 'fixed' } as const;

/**
 * gaopengcuhk/Tip-Adapter d0e2d6f, `main.py` and `main_imagenet.py`: α and β are searched on the whole validation split, which for ImageNet is the
 * test set, and Tip-Adapter-F keeps the epoch that is best on the test set.
 */
const TIP: Readonly<Record<string, PaperProtocol>> = {
  ...FIXED,
  'Tip-Adapter': 'full-val',
  'Tip-Adapter-F': 'test-oracle',
};
const TIP_ON = { imagenet: { 'Tip-Adapter': 'test-oracle' } } as const;

const few = { source: 'table', evaluation: 'few-shot' } as const;

function tipTable(raw: string, backbone: string): BlockSelection {
  return { paper: 'Tip-Adapter (', raw, backbone, ...few, protocols: TIP, protocolsOn: TIP_ON };
}

/** mrflogs/ICLR24 560fe21, `main_few_shots.py`: α is chosen on the whole validation split, which for ImageNet is the test set. */
const GDA: Pick<BlockSelection, 'paper' | 'source' | 'seeds' | 'protocols' | 'protocolsOn'> = {
  ...{ paper: 'GDA', source: 'log', seeds: 3 },
  protocols: { 'GDA + zero-shot ensemble': 'full-val', 'zero-shot CLIP': 'fixed' },
  protocolsOn: { imagenet: { 'GDA + zero-shot ensemble': 'test-oracle' } },
};
const GDA_METHODS = ['GDA + zero-shot ensemble'];

/** Tables whose classifiers answer for all of their classes. */
export const FEW_SHOT_SELECTIONS: readonly PaperSelection[] = [
  {
    id: 'tip-adapter',
    title: 'Tip-Adapter: Training-free Adaption of CLIP for Few-shot Classification',
    authors: 'Zhang et al.',
    venue: 'ECCV 2022',
    arxiv: '2207.09519',
    blocks: [
      {
        ...tipTable('exp.log', 'RN50'),
        source: 'log',
        seeds: 1,
        note: 'ImageNet with an ensemble of 7 prompts, the other sets with one. Tip-Adapter-F is the better one of its best epoch on the test set and the searched result.',
      },
      { ...tipTable('Table 2', 'RN50'), note: 'ImageNet with an ensemble of 7 prompts.' },
      ...['RN50', 'RN101', 'ViT-B/32', 'ViT-B/16'].map((backbone) => tipTable('Table 3', backbone)),
      {
        ...tipTable('Table 5 (distribution shift)', 'RN50'),
        ...{ table: 'Table 5', evaluation: 'shifted', protocolsOn: {} },
        protocols: { ...TIP, 'Tip-Adapter': 'test-oracle' },
      },
    ],
  },
  {
    id: 'ape',
    title: 'Not All Features Matter: Enhancing Few-shot CLIP with Adaptive Prior Refinement',
    authors: 'Zhu et al.',
    venue: 'ICCV 2023',
    blocks: [
      {
        paper: 'APE (',
        ...{
          raw: 'notebook dict',
          table: 'APE_results.ipynb',
          backbone: 'RN50',
          source: 'log',
          evaluation: 'few-shot',
        },
        note: "What the authors drew their figure from; the rows of other papers' methods are those that they compared with.",
        protocols: TIP,
        protocolsOn: TIP_ON,
      },
    ],
  },
  {
    id: 'gda',
    title: 'A Hard-to-Beat Baseline for Training-free CLIP-based Adaptation',
    authors: 'Wang et al.',
    venue: 'ICLR 2024',
    blocks: [
      {
        ...GDA,
        ...{ raw: 'logs/fewshots.log (mean of seeds 1,2,3)', table: 'logs/fewshots.log', backbone: 'RN50' },
        evaluation: 'few-shot',
      },
      ...['RN101', 'ViT-B/32', 'ViT-B/16'].map((backbone) => ({
        ...GDA,
        ...{ raw: 'logs/architecture.log (mean of 3 seeds)', table: 'logs/architecture.log', backbone },
        evaluation: 'few-shot' as const,
      })),
      ...['ViT-B/32', 'ViT-B/16'].map((backbone) => ({
        ...GDA,
        ...{ raw: 'logs/robustness.log', backbone, methods: GDA_METHODS, evaluation: 'shifted' as const },
        protocols: { 'GDA + zero-shot ensemble': 'test-oracle' as const },
        protocolsOn: {},
      })),
      {
        ...GDA,
        ...{ raw: 'exp.log', backbone: 'RN50', evaluation: 'few-shot' },
        ...{ seeds: 1, protocols: { ...TIP }, protocolsOn: TIP_ON, note: "Other papers' methods." },
      },
      {
        ...{ ...GDA, raw: 'logs/base2new.log (3 seeds)', table: 'logs/base2new.log', backbone: 'ViT-B/16' },
        ...{ evaluation: 'base-to-novel', protocols: {}, protocolsOn: {} },
      },
    ],
  },
  {
    id: 'cafo',
    title: 'Prompt, Generate, then Cache: Cascade of Foundation Models makes Strong Few-shot Learners',
    authors: 'Zhang et al.',
    venue: 'CVPR 2023',
    blocks: [
      {
        ...{ paper: 'CaFo', raw: 'exp.log', backbone: 'RN50', source: 'log', evaluation: 'few-shot' },
        note: 'Learns from other foundation models besides CLIP.',
      },
    ],
  },
  {
    id: 'hc',
    title: 'Homology Consistency Constrained Efficient Tuning for Vision-Language Models',
    authors: 'Zhang et al.',
    venue: 'NeurIPS 2024',
    blocks: [
      {
        ...{ paper: 'HC /', raw: 'Table 5', backbone: 'RN50', ...few },
        protocols: FIXED,
        note: "TaskRes is these authors' re-run: alpha = 1, Adam at 1e-3 (ImageNet 1e-4), batches of 256, cosine schedule.",
      },
      ...['RN50', 'RN101', 'ViT-B/32', 'ViT-B/16'].map((backbone) => ({
        ...{ paper: 'HC /', raw: 'Table 2', backbone, source: 'table' as const, evaluation: 'shifted' as const },
        protocols: FIXED,
      })),
    ],
  },
  {
    id: 'rvp',
    title: 'RVP (a manuscript on visual reprogramming)',
    venue: 'manuscript, 2025/26',
    blocks: [{ paper: 'RVP', raw: 'Table 8', backbone: 'ViT-B/16', ...few, protocols: FIXED }],
  },
  {
    id: 'clip-lora',
    title: 'Low-Rank Few-Shot Adaptation of Vision-Language Models',
    authors: 'Zanella & Ben Ayed',
    venue: 'CVPR Workshops 2024',
    blocks: [
      {
        ...{ paper: 'CLIP-LoRA', raw: 'README figure', backbone: 'ViT-B/16' },
        ...{ source: 'curve-read', evaluation: 'few-shot', protocols: { ...FIXED, 'CLIP-LoRA': 'fixed' } },
        note: 'Read off the curves of a figure, calibrated on numbers that are printed elsewhere.',
      },
    ],
  },
  {
    id: 'plot',
    title: 'PLOT: Prompt Learning with Optimal Transport for Vision-Language Models',
    authors: 'Chen et al.',
    venue: 'ICLR 2023',
    blocks: [{ paper: 'PLOT++', raw: 'README', backbone: 'ViT-B/16', ...few }],
  },
  {
    id: 'coop',
    title: 'Learning to Prompt for Vision-Language Models',
    authors: 'Zhou et al.',
    venue: 'IJCV 2022',
    blocks: [
      {
        ...{ paper: 'CoOp', raw: 'COOP.md example', table: 'COOP.md', backbone: 'RN50', source: 'log' },
        ...{
          evaluation: 'few-shot',
          seeds: 3,
          decimals: 2,
          without: /^seed /,
          protocols: { 'CoOp M=16 end unified': 'fixed' },
        },
        note: 'The example of an evaluation; 91.81, 92.01 and 92.17 with seeds 1 to 3.',
      },
    ],
  },
  {
    id: 'r-amt',
    title: 'Regularized Mask Tuning: Uncovering Hidden Knowledge in Pre-trained Vision-Language Models',
    authors: 'Zheng, Wu et al.',
    venue: 'ICCV 2023',
    arxiv: '2307.15049',
    blocks: [
      {
        ...{
          paper: 'R-AMT',
          raw: 'few-shot table (exp.png)',
          table: 'exp.png',
          backbone: 'ViT-B/16',
          ...few,
          seeds: 3,
        },
        protocols: { ...FIXED, AMT: 'fixed', 'R-AMT': 'fixed' },
        note: 'The table of the project page. Where the rows of other methods come from is not stated; "TIP-Adapter" is nearer to the Tip-Adapter-F of that paper\'s Table 3 (ImageNet, 16 shots: 73.08; 73.69 there, 70.75 without training).',
      },
      {
        ...{ paper: 'R-AMT', raw: 'repo README', table: 'README', backbone: 'ViT-B/16', ...few, seeds: 3 },
        protocols: { ...FIXED, 'R-AMT': 'fixed', 'CoOp + R-AMT': 'fixed' },
      },
    ],
  },
];
