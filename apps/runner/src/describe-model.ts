import { basename } from 'node:path';

import { canonicalShapes, type ClipModel, countParameters, type TextConfig, type VisionConfig } from '@shotbench/clip';

/** What `shotbench model info` says beyond the model itself. */
export interface ModelFacts {
  readonly hash: string;
  /** As its folder states it. */
  readonly licence: string | undefined;
}

/** Everything about a model that fits on a screen, one fact a line. */
export function describeModel(model: ClipModel, { hash, licence }: ModelFacts): string {
  const { config, layout, files, logitScale, storedValues } = model;
  const { vision, text, embedDim, activation, layerNormEps, eosTokenId } = config;
  const { image, text: ofText, all } = countParameters(canonicalShapes(config));
  const facts: readonly (readonly [string, string])[] = [
    ['image tower', describeVision(vision)],
    ['text tower', describeText(text)],
    ['functions', `${activation}, layer norm epsilon ${layerNormEps}`],
    ['parameters', `${count(image)} image, ${count(ofText)} text, ${count(all)} in all`],
    ['embedding', `${embedDim} features`],
    ['image size', `${vision.imageSize} × ${vision.imageSize} pixels`],
    ['context', `${text.contextLength} tokens of ${count(text.vocabSize)}`],
    ['end of text', eosTokenId === 'argmax' ? 'the highest token id' : `token id ${eosTokenId}`],
    ['logit scale', String(Number(logitScale.toPrecision(6)))],
    ['layout', layout],
    ['files', files.map((file) => basename(file)).join(', ')],
    [
      'stored as',
      [...storedValues]
        .map(([dtype, values]) => `${dtype} (${count(values)} ${values === 1 ? 'value' : 'values'})`)
        .join(', '),
    ],
    ['licence', licence ?? 'not stated'],
    ['hash', hash],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function describeVision(vision: VisionConfig): string {
  if (vision.kind === 'vit') {
    const { patchSize, layers, width, heads, mlpWidth } = vision;
    return `ViT/${patchSize}, ${layers} layers of width ${width}, ${headsOf(heads)}, MLP ${mlpWidth}`;
  }
  const { layers, width, heads } = vision;
  return `ResNet, ${layers.join(' + ')} blocks from width ${width}, attention pool of ${headsOf(heads)}`;
}

function describeText({ layers, width, heads, mlpWidth }: TextConfig): string {
  return `${layers} layers of width ${width}, ${headsOf(heads)}, MLP ${mlpWidth}`;
}

function headsOf(heads: number): string {
  return heads === 1 ? '1 head' : `${heads} heads`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
