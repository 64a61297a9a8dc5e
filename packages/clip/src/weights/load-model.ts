import { sizeOf } from '@shotbench/tensor';

import type { ClipConfig } from '../config/clip-config.ts';
import { canonicalShapes } from './canonical-shapes.ts';
import { findWeights } from './find-weights.ts';
import { detectLayout, type Layout } from './layout.ts';
import { modelHash } from './model-hash.ts';
import { readConfig } from './read-config.ts';
import { readWeights, type WeightTensor } from './read-weights.ts';
import { openTensors, type StoredTensor } from './stored-tensors.ts';
import { sourcesOf } from './tensor-source.ts';

/** A CLIP model in memory, whatever its files looked like. */
export interface ClipModel {
  readonly config: ClipConfig;
  /** Every tensor by its name in OpenAI's state dict; see `canonicalShapes` for names and orientation. */
  readonly weights: ReadonlyMap<string, WeightTensor>;
  /** What cosines are multiplied with: exp of the stored `logit_scale`, rounded to float32 as PyTorch does. */
  readonly logitScale: number;
  readonly layout: Layout;
  /** The folder of the files, where a tokenizer, a model card and a licence may lie too. */
  readonly folder: string;
  /** Paths of the files that hold the weights. */
  readonly files: readonly string[];
  /** How many values each element type holds in the files, the most frequent first; ignored buffers do not count. */
  readonly storedValues: ReadonlyMap<string, number>;
  /** Names the model by its content; see `modelHash`. Computed once, of the weights as they are at the first call. */
  readonly hash: () => Promise<string>;
}

/**
 * Loads a CLIP model from a folder or a .safetensors file, in the layout of Hugging Face transformers, OpenAI or
 * open_clip, stored as float32, float16 or bfloat16. The weights are in JavaScript memory once, as float32.
 *
 * The architecture is that of the configuration beside the weights: `config.json` (a CLIPConfig of Hugging Face; for
 * OpenAI's names, the arguments of OpenAI's CLIP class) or `open_clip_config.json`. Weights with OpenAI's names and no
 * configuration have one inferred from their shapes, with QuickGELU; those of open_clip with GELU, its default.
 *
 * @throws ShotbenchError `CLIP_PATH`, `CLIP_LAYOUT`, `CLIP_READ`, `CLIP_JSON`, `CLIP_CONFIG`, `CLIP_INDEX`,
 *   `CLIP_MISSING`, `CLIP_SHAPE`, `CLIP_DTYPE`, `CLIP_UNKNOWN`, `CLIP_VALUE`, or those of `openSafetensors`.
 */
export function loadModel(path: string): ClipModel {
  const place = findWeights(path);
  const opened = openTensors(place.weights);
  try {
    const stored = opened.tensors;
    const names = [...stored.keys()];
    const layout = detectLayout(names, {
      file: place.weights,
      hasOpenClipConfig: place.openClipConfig !== undefined,
    });
    const sourceOf = sourcesOf(layout, names);
    const config = readConfig(layout, place, opened.tensors);
    const weights = readWeights({ stored, shapes: canonicalShapes(config), sourceOf, file: place.weights });
    let hash: Promise<string> | undefined;
    return {
      config,
      weights,
      logitScale: Math.fround(Math.exp((weights.get('logit_scale') as WeightTensor).data[0] as number)),
      layout,
      folder: place.folder,
      files: opened.files,
      storedValues: countValues(
        [...weights.keys()].flatMap((name) => sourceOf(name).parts),
        stored,
      ),
      hash: () => (hash ??= modelHash(config, weights)),
    };
  } finally {
    opened.close();
  }
}

function countValues(names: readonly string[], stored: ReadonlyMap<string, StoredTensor>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const tensor = stored.get(name) as StoredTensor;
    counts.set(tensor.stored, (counts.get(tensor.stored) ?? 0) + sizeOf(tensor.shape));
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
