import { modelName } from '@shotbench/run-reports';

/** Where a backbone of papers comes from: what `shotbench model pull` is told. Those by timm were seen on the hub, not tried. */
const PULLS: Readonly<Record<string, string>> = {
  RN50: 'timm/resnet50_clip.openai',
  RN101: 'timm/resnet101_clip.openai',
  'ViT-B/32': 'ViT-B/32',
  'ViT-B/16': 'ViT-B/16',
};

/** The command that brings the model to `models/`; undefined where none is known to. */
export function pullCommand(backbone: string): string | undefined {
  const source = PULLS[backbone];
  if (source === undefined) return undefined;
  const into = source === backbone ? '' : ` --into models/${modelName(backbone)}`;
  return `shotbench model pull ${source}${into}`;
}
