import { ShotbenchError } from '@shotbench/errors';

/**
 * @param what was seen, with its value.
 * @param expected what should have been there.
 */
export function configError(file: string, what: string, expected: string): ShotbenchError {
  return new ShotbenchError('CLIP_CONFIG', `${file}: ${what}; expected ${expected}`);
}
