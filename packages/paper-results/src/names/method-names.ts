/**
 * Method ids by what papers print. The ids are those of Shotbench's methods where it has the method, else what it would be called. Optimisers that
 * a paper names beside a method make it no other method, but other settings: the tables say so.
 */
const METHOD_IDS: Readonly<Record<string, string>> = {
  AMT: 'amt',
  APEX: 'apex',
  'APEX (Adadelta)': 'apex',
  'APEX (SGD)': 'apex',
  'CLIP-Adapter': 'clip-adapter',
  'CLIP-Adapter (Adadelta)': 'clip-adapter',
  'CLIP-Adapter (SGD, original config)': 'clip-adapter',
  'CLIP-LoRA': 'clip-lora',
  CoCoOp: 'cocoop',
  'CoCoOp (Adadelta)': 'cocoop',
  'CoCoOp (SGD, original config)': 'cocoop',
  CoOp: 'coop',
  'CoOp M=16 end unified': 'coop',
  'GDA + zero-shot ensemble': 'gda',
  KgCoOp: 'kgcoop',
  'LP++': 'lp-plus-plus',
  'Linear probe': 'linear-probe',
  'Linear-probe CLIP': 'linear-probe',
  MaPLe: 'maple',
  'MaPLe (Adadelta)': 'maple',
  'MaPLe (SGD, original config)': 'maple',
  ProGrad: 'prograd',
  'ProGrad (Adadelta)': 'prograd',
  'ProGrad (SGD, original config)': 'prograd',
  PromptSRC: 'promptsrc',
  'R-AMT': 'r-amt',
  TaskRes: 'taskres',
  'Tip-Adapter': 'tip-adapter',
  'Tip-Adapter(-F)': 'tip-adapter-f',
  'Tip-Adapter-F': 'tip-adapter-f',
  'zero-shot CLIP': 'zero-shot',
};

/** The id of a method by its name in a paper; undefined where the method is nobody's here, such as a combination of two. */
export function methodId(printed: string): string | undefined {
  return METHOD_IDS[printed];
}
