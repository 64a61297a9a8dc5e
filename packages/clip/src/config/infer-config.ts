import { ShotbenchError } from '@shotbench/errors';

import { checkConfig } from './check-config.ts';
import type { Activation, ClipConfig, ResNetConfig, VitConfig } from './clip-config.ts';
import { headsOfWidth } from './heads-of-width.ts';
import { OPENAI_FUNCTIONS } from './openai-config.ts';

/** Shapes of a model's tensors by OpenAI's names. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

/**
 * The configuration of weights that come without one, from their shapes, as OpenAI's `build_model` does
 * (clip/model.py): heads are 64 wide, the epsilon is 1e-5, and a text is read off at its highest id.
 *
 * @param activation Shapes do not tell: `quick_gelu` for OpenAI's weights, `gelu` by open_clip's default.
 * @param file Name for messages.
 * @throws ShotbenchError `CLIP_MISSING` or `CLIP_SHAPE` naming the tensor, or `CLIP_CONFIG`
 */
export function inferConfig(shapes: Shapes, activation: Activation, file: string): ClipConfig {
  const shapeOf = (name: string, rank: number): readonly number[] => {
    const shape = shapes.get(name);
    if (shape === undefined) {
      throw new ShotbenchError(
        'CLIP_MISSING',
        `${file}: tensor "${name}" is missing; expected all weights of a CLIP model`,
      );
    }
    if (shape.length === rank) return shape;
    throw new ShotbenchError(
      'CLIP_SHAPE',
      `${file}: tensor "${name}" has shape [${shape.join(', ')}]; expected ${rank} dimensions`,
    );
  };
  const [textWidth, embedDim] = shapeOf('text_projection', 2) as [number, number];
  const [contextLength] = shapeOf('positional_embedding', 2) as [number, number];
  const [vocabSize] = shapeOf('token_embedding.weight', 2) as [number, number];
  const [mlpWidth] = shapeOf('transformer.resblocks.0.mlp.c_fc.weight', 2) as [number, number];
  const config: ClipConfig = {
    embedDim,
    vision: shapes.has('visual.proj') ? vit(shapes, shapeOf, file) : resnet(shapes, shapeOf, file),
    text: {
      contextLength,
      vocabSize,
      width: textWidth,
      heads: headsOfWidth('text', textWidth, file),
      layers: countParts(shapes, 'transformer.resblocks.'),
      mlpWidth,
    },
    ...OPENAI_FUNCTIONS,
    activation,
  };
  return checkConfig(config, file);
}

type ShapeOf = (name: string, rank: number) => readonly number[];

function vit(shapes: Shapes, shapeOf: ShapeOf, file: string): VitConfig {
  const [width, , , patchSize] = shapeOf('visual.conv1.weight', 4) as [number, number, number, number];
  const [mlpWidth] = shapeOf('visual.transformer.resblocks.0.mlp.c_fc.weight', 2) as [number, number];
  return {
    kind: 'vit',
    imageSize: patchSize * gridSide('visual.positional_embedding', shapeOf, file),
    patchSize,
    width,
    layers: countParts(shapes, 'visual.transformer.resblocks.'),
    heads: headsOfWidth('image', width, file),
    mlpWidth,
  };
}

function resnet(shapes: Shapes, shapeOf: ShapeOf, file: string): ResNetConfig {
  const [width] = shapeOf('visual.layer1.0.conv1.weight', 4) as [number, number, number, number];
  const [outputDim] = shapeOf('visual.attnpool.c_proj.weight', 2) as [number, number];
  const stage = (number: number): number => countParts(shapes, `visual.layer${number}.`);
  return {
    kind: 'resnet',
    layers: [stage(1), stage(2), stage(3), stage(4)],
    width,
    imageSize: 32 * gridSide('visual.attnpool.positional_embedding', shapeOf, file),
    heads: headsOfWidth('attention pool', 32 * width, file),
    outputDim,
  };
}

/** The side of the square of positions, of which there is one more for the class or the mean. */
function gridSide(name: string, shapeOf: ShapeOf, file: string): number {
  const [positions, width] = shapeOf(name, 2) as [number, number];
  const side = Math.round(Math.sqrt(positions - 1));
  if (side > 0 && side * side + 1 === positions) return side;
  throw new ShotbenchError(
    'CLIP_SHAPE',
    `${file}: tensor "${name}" has shape [${positions}, ${width}]; expected one position more than a square, for a square image`,
  );
}

/** How many different words follow a prefix in the names, up to the next dot; at least one, which will be missed later. */
function countParts(shapes: Shapes, prefix: string): number {
  const names = [...shapes.keys()].filter((name) => name.startsWith(prefix));
  return Math.max(1, new Set(names.map((name) => name.slice(prefix.length).split('.')[0])).size);
}
