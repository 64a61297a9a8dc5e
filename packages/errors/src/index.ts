/** Errors that a user can act on: one sentence, a stable code, the original cause kept. */
export { describeIssues, type Issues, oneLine } from './one-line.ts';
export { ShotbenchError, type ShotbenchErrorOptions } from './shotbench-error.ts';
