import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openaiPreprocess, parsePreprocessConfig, type PreprocessConfig } from '@shotbench/clip';

/** A model folder's own preprocessing, or OpenAI's for the image size where it has none. */
export function preprocessingOf(folder: string, imageSize: number): PreprocessConfig {
  const file = join(folder, 'preprocessor_config.json');
  return existsSync(file) ? parsePreprocessConfig(readFileSync(file, 'utf8'), file) : openaiPreprocess(imageSize);
}
