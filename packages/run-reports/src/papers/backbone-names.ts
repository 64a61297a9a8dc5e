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
