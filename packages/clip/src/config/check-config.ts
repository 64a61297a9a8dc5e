import type { ClipConfig } from './clip-config.ts';
import { configError } from './config-error.ts';

/**
 * Checks that the numbers of a configuration go together, and writes its end-of-text rule in one way only.
 * @throws ShotbenchError `CLIP_CONFIG`
 */
export function checkConfig(config: ClipConfig, file: string): ClipConfig {
  const { vision, text, eosTokenId } = config;
  checkMultiple(file, `the text width, which ${text.heads} heads share,`, text.width, text.heads);
  if (vision.kind === 'vit') {
    checkMultiple(file, `the image width, which ${vision.heads} heads share,`, vision.width, vision.heads);
    checkMultiple(file, `the image size, cut into patches,`, vision.imageSize, vision.patchSize);
  } else {
    const poolWidth = 32 * vision.width;
    checkMultiple(file, `the attention pool's width, which ${vision.heads} heads share,`, poolWidth, vision.heads);
    checkMultiple(file, 'the image size, halved five times,', vision.imageSize, 32);
    checkMultiple(file, 'the stem width, halved in its first half,', vision.width, 2);
  }
  if (eosTokenId !== 'argmax' && eosTokenId >= text.vocabSize) {
    throw configError(file, `the end-of-text id is ${eosTokenId}`, `an id below the vocabulary size ${text.vocabSize}`);
  }
  return eosTokenId === text.vocabSize - 1 ? { ...config, eosTokenId: 'argmax' } : config;
}

function checkMultiple(file: string, what: string, value: number, divisor: number): void {
  if (value % divisor !== 0) throw configError(file, `${what} is ${value}`, `a multiple of ${divisor}`);
}
