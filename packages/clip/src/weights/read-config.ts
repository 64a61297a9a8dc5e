import type { ClipConfig } from '../config/clip-config.ts';
import { configError } from '../config/config-error.ts';
import { configFromHuggingFace, isHuggingFaceConfig } from '../config/hugging-face-config.ts';
import { inferConfig } from '../config/infer-config.ts';
import { configFromOpenAi, isOpenAiConfig } from '../config/openai-config.ts';
import { configFromOpenClip } from '../config/open-clip-config.ts';
import { readJson } from '../config/read-json.ts';
import type { ShapeMap } from './canonical-shapes.ts';
import type { ModelPlace } from './find-weights.ts';
import type { Layout } from './layout.ts';

/**
 * The configuration of a model: the one that lies beside the weights, or one inferred from their shapes. Shapes do not
 * tell the activation: it is QuickGELU for OpenAI's layout (clip/model.py) and GELU for open_clip's (`quick_gelu` is
 * false by default in src/open_clip/model.py).
 *
 * @param tensors Shapes of all tensors by their names in the files.
 * @throws ShotbenchError `CLIP_CONFIG`, `CLIP_READ`, `CLIP_JSON`, `CLIP_MISSING` or `CLIP_SHAPE`
 */
export function readConfig(
  layout: Layout,
  place: ModelPlace,
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): ClipConfig {
  const { weights, config: file, openClipConfig } = place;
  if (layout === 'open_clip' && openClipConfig !== undefined) {
    return configFromOpenClip(readJson(openClipConfig), openClipConfig);
  }
  const json = file === undefined ? {} : readJson(file);
  if (isHuggingFaceConfig(json)) return configFromHuggingFace(json, file as string);
  if (layout === 'huggingface') {
    const problem = file === undefined ? 'there is no config.json beside it' : `${file} is not of a CLIP model`;
    throw configError(weights, problem, 'a config.json with "model_type": "clip"; copy or download the whole model');
  }
  if (isOpenAiConfig(json)) return configFromOpenAi(json, file as string);
  const shapes: ShapeMap = new Map([...tensors].map(([name, { shape }]) => [name.replace(/^text\./, ''), shape]));
  return inferConfig(shapes, layout === 'open_clip' ? 'gelu' : 'quick_gelu', weights);
}
