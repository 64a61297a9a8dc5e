/** Errors that a user can act on: one sentence, a stable code, the original cause kept. */
export { ShotbenchError, type ShotbenchErrorOptions } from './shotbench-error.ts';
