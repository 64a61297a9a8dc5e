import type { BlockSelection, PaperSelection } from './selection.ts';

/** None of the methods of these tables chooses anything on images: settings are the same for every set, the last step's model counts. */
const FIXED = Object.fromEntries(
  [
    ...['zero-shot CLIP', 'CoOp', 'CoCoOp', 'KgCoOp', 'ProGrad', 'MaPLe', 'PromptSRC', 'CLIP-Adapter', 'APEX'],
    ...['CLIP-Adapter', 'CoCoOp', 'MaPLe', 'ProGrad', 'APEX'].map((method) => `${method} (Adadelta)`),
    ...['CLIP-Adapter', 'CoCoOp', 'MaPLe', 'ProGrad'].map((method) => `${method} (SGD, original config)`),
    ...['APEX (SGD)', 'VPT (deep)', 'TPT (deep text prompts)', 'VPT+TPT (IVLP)'],
    ...['TCP', 'DePT', 'CoPrompt*', 'SkipTuning', 'CoOp+DePT', 'CLIP-Adapter+DePT'],
  ].map((method) => [method, 'fixed' as const]),
);

const b16 = { backbone: 'ViT-B/16', source: 'table', protocols: FIXED } as const;
const baseToNovel = { ...b16, evaluation: 'base-to-novel' } as const;
const shifted = { ...b16, evaluation: 'shifted' } as const;

function apex(raw: string, rest: Omit<BlockSelection, 'paper' | 'raw'>): BlockSelection {
  return { paper: 'APEX (', raw, ...rest };
}

/** Tables whose classifiers are tested on classes or images of another kind than they learned. */
export const GENERALISATION_SELECTIONS: readonly PaperSelection[] = [
  {
    id: 'apex',
    title: 'Improving Adaptability and Generalizability of Efficient Transfer Learning for Vision-Language Models',
    authors: 'Yang, Ko, Yun',
    venue: 'EMNLP 2024',
    arxiv: '2311.15569',
    blocks: [
      apex('Table 2', { ...baseToNovel, seeds: 20, note: 'Other methods are re-runs with Adadelta at 0.25.' }),
      apex('Table 9 (appendix C.4, SGD)', { ...baseToNovel, table: 'Table 9', seeds: 20 }),
      apex('Table 10 (appendix C.5, extended baselines)', { ...baseToNovel, table: 'Table 10', seeds: 20 }),
      apex('Table 3', { ...b16, evaluation: 'transfer', seeds: 5 }),
      apex('Table 4', { ...shifted, seeds: 5 }),
    ],
  },
  {
    id: 'maple',
    title: 'MaPLe: Multi-modal Prompt Learning',
    authors: 'Khattak et al.',
    venue: 'CVPR 2023',
    blocks: [{ paper: 'MaPLe', raw: 'repo README', table: 'README', ...baseToNovel, seeds: 3, averages: true }],
  },
  {
    id: 'promptsrc',
    title: 'Self-regulating Prompts: Foundational Model Adaptation without Forgetting',
    authors: 'Khattak et al.',
    venue: 'ICCV 2023',
    blocks: [
      { paper: 'PromptSRC (Khattak', raw: 'repo README', table: 'README', ...baseToNovel, seeds: 3, averages: true },
    ],
  },
  {
    id: 'kgcoop',
    title: 'Visual-Language Prompt Tuning with Knowledge-guided Context Optimization',
    authors: 'Yao et al.',
    venue: 'CVPR 2023',
    blocks: [{ paper: 'KgCoOp', raw: 'README table', table: 'README', ...baseToNovel, averages: true }],
  },
  {
    id: 'skip-tuning',
    title: 'Skip Tuning: Pre-trained Vision-Language Models are Effective and Efficient Adapters Themselves',
    authors: 'Wu et al.',
    venue: 'CVPR 2025',
    arxiv: '2412.11509',
    blocks: [
      { paper: 'Skip', raw: 'base-to-new table', table: 'base_to_new.png', ...baseToNovel, seeds: 3 },
      {
        ...{ paper: 'Skip', raw: 'cross-dataset table', table: 'cross_dataset.png', ...b16, averages: true },
        ...{ evaluation: 'transfer', note: 'The average is over the 10 targets.' },
      },
      {
        ...{ paper: 'Skip', raw: 'domain-generalisation table', table: 'domain_generalization.png', ...shifted },
        ...{ averages: true, note: 'The average is over the 4 shifted sets.' },
      },
    ],
  },
  {
    id: 'dept',
    title: 'DePT: Decoupled Prompt Tuning',
    authors: 'Zhang et al.',
    venue: 'CVPR 2024',
    blocks: [
      {
        ...{ paper: 'DePT', raw: 'base-to-new table (image)', table: 'base-to-new table', ...baseToNovel },
        note: 'Re-runs of all methods under one schedule.',
      },
      { paper: 'DePT', raw: 'domain generalisation (image)', table: 'domain generalisation table', ...shifted },
    ],
  },
  {
    id: 'dpe',
    title: 'Dual Prototype Evolving for Test-Time Generalization of Vision-Language Models',
    venue: 'NeurIPS 2024',
    blocks: ['RN50', 'ViT-B/16'].map((backbone) => ({
      ...{ paper: 'DPE', raw: 'Table A1', ...shifted, backbone },
      protocols: { ...FIXED, 'zero-shot CLIP ensemble': 'fixed' as const },
    })),
  },
];
