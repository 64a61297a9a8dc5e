import { basename } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

import { isIgnored } from './ignored-tensors.ts';

/** Whose names the tensors of a file have. */
export type Layout = 'huggingface' | 'openai' | 'open_clip';

/** File names under which open_clip publishes weights. */
export const OPEN_CLIP_FILES: readonly string[] = [
  'open_clip_model.safetensors',
  'open_clip_pytorch_model.safetensors',
];

/** The prefix that some of open_clip's models put before the names of the text tower, else nothing. */
export function textPrefix(names: readonly string[]): 'text.' | '' {
  return names.some((name) => name.startsWith('text.') && !isIgnored(name)) ? 'text.' : '';
}

export interface LayoutHints {
  /** The file of the weights, or the index of several. */
  readonly file: string;
  /** Whether an open_clip_config.json lies beside it. */
  readonly hasOpenClipConfig: boolean;
}

/**
 * The layout that a model's tensor names have. open_clip's names for native towers are OpenAI's, but for the prefix
 * of the text tower; where that is absent, the file's name and the files beside it decide.
 *
 * @throws ShotbenchError `CLIP_LAYOUT` for names of none of them, and for image towers of timm.
 */
export function detectLayout(names: readonly string[], { file, hasOpenClipConfig }: LayoutHints): Layout {
  const has = (prefix: string): boolean => names.some((name) => name.startsWith(prefix));
  if (has('vision_model.') || has('text_model.')) return 'huggingface';
  if (has('visual.trunk.')) {
    throw layoutError(`${file} holds an image tower of timm ("visual.trunk.…")`, 'a ViT or ResNet of CLIP itself');
  }
  if (!has('visual.conv1.weight')) {
    const seen = names.slice(0, 3).map((name) => JSON.stringify(name));
    throw layoutError(
      `${file} has no tensor of CLIP's image tower; its ${names.length} tensors are ${seen.join(', ')}…`,
      'names such as "visual.conv1.weight" (OpenAI, open_clip) or "vision_model.…" (Hugging Face)',
    );
  }
  const isOpenClip = hasOpenClipConfig || textPrefix(names) !== '' || OPEN_CLIP_FILES.includes(basename(file));
  return isOpenClip ? 'open_clip' : 'openai';
}

function layoutError(what: string, expected: string): ShotbenchError {
  return new ShotbenchError('CLIP_LAYOUT', `${what}; expected ${expected}; choose another model`);
}
