/** Every method of the benchmark, by name. */
export { findMethod, METHODS } from './registry.ts';
