/** Where a backbone of papers comes from: what `shotbench model pull` is told. Those by timm were seen on the hub, not tried. */
const PULLS: Readonly<Record<string, string>> = {
  RN50: 'timm/resnet50_clip.openai',
  RN101: 'timm/resnet101_clip.openai',
  'ViT-B/32': 'ViT-B/32',
  'ViT-B/16': 'ViT-B/16',
};

/** What Hugging Face calls OpenAI's models. */
const HUB_NAMES: Readonly<Record<string, string>> = {
  'ViT-B/32': 'clip-vit-base-patch32',
  'ViT-B/16': 'clip-vit-base-patch16',
};

/** The folder of a backbone's model, and so the name of it that extracted feature sets keep: `ViT-B-16`. */
export function modelName(backbone: string): string {
  return backbone.replaceAll('/', '-');
}

/**
 * What feature sets may call a backbone of papers. Only OpenAI's weights are what papers have, so no other names of the same architecture are
 * taken for it.
 */
export function spellings(backbone: string): string[] {
  const hub = HUB_NAMES[backbone];
  const names = [backbone, modelName(backbone), `CLIP ${backbone}`, `OpenAI CLIP ${backbone}`];
  return [...new Set([...names, ...(hub === undefined ? [] : [hub])])];
}

/** The command that brings the model to `models/`; undefined where none is known to. */
export function pullCommand(backbone: string): string | undefined {
  const source = PULLS[backbone];
  if (source === undefined) return undefined;
  const into = source === backbone ? '' : ` --into models/${modelName(backbone)}`;
  return `shotbench model pull ${source}${into}`;
}
