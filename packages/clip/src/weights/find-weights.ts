import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { oneLine, ShotbenchError } from '@shotbench/errors';

import { isHuggingFaceConfig } from '../config/hugging-face-config.ts';
import { readJson } from '../config/read-json.ts';
import { OPEN_CLIP_FILES } from './layout.ts';

/** Where the parts of a model lie. */
export interface ModelPlace {
  readonly folder: string;
  /** The file of the weights, or the index of several. */
  readonly weights: string;
  /** `config.json` and `open_clip_config.json`, as far as they are there. */
  readonly config?: string;
  readonly openClipConfig?: string;
}

const SINGLE = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

/**
 * Finds the weights of a model.
 * @param path A .safetensors file, or a folder. In a folder with a CLIPConfig, transformers' files are meant; else those
 *   of open_clip, `model.safetensors`, or the only .safetensors file.
 * @throws ShotbenchError `CLIP_PATH` if there is nothing there, or more than one file that may be meant.
 */
export function findWeights(path: string): ModelPlace {
  const kind = kindOf(path);
  const folder = kind === 'folder' ? path : dirname(path);
  const [config, openClipConfig] = ['config.json', 'open_clip_config.json'].map((name) => join(folder, name));
  const there = {
    folder,
    ...(existsSync(config!) && { config: config! }),
    ...(existsSync(openClipConfig!) && { openClipConfig: openClipConfig! }),
  };
  if (kind === 'folder') return { ...there, weights: join(folder, chooseWeights(there)) };
  if (path.endsWith('.safetensors')) return { ...there, weights: path };
  throw pathError(`${path} is a file of another kind`, 'a .safetensors file or a folder with one');
}

function kindOf(path: string): 'file' | 'folder' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    throw pathError(
      `there is no model at ${path} (${oneLine(error)})`,
      'a .safetensors file or a folder with one',
      error,
    );
  }
}

function chooseWeights({ folder, config }: { folder: string; config?: string }): string {
  const names = readdirSync(folder).sort();
  const ofTransformers = [SINGLE, INDEX].find((name) => names.includes(name));
  const ofOpenClip = OPEN_CLIP_FILES.find((name) => names.includes(name));
  // timm publishes its own model.safetensors and config.json beside open_clip's files, so the config decides.
  if (ofTransformers && (!ofOpenClip || (config && isHuggingFaceConfig(readJson(config))))) return ofTransformers;
  if (ofOpenClip) return ofOpenClip;
  const [first, ...others] = names.filter((name) => name.endsWith('.safetensors'));
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    throw pathError(
      `${folder} has ${[first, ...others].join(', ')}`,
      `one of them, or ${SINGLE}; give the path of the file`,
    );
  }
  const pickles = names.filter((name) => /\.(bin|pt|pth|ckpt)$/.test(name));
  throw pathError(
    `${folder} has no .safetensors file${pickles.length === 0 ? '' : `, but ${pickles.join(', ')}`}`,
    `${SINGLE}, ${INDEX} or ${OPEN_CLIP_FILES[0]}; convert other files with the safetensors package of Python`,
  );
}

function pathError(what: string, expected: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError('CLIP_PATH', `${what}; expected ${expected}`, { cause });
}
