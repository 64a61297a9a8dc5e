/** KgCoOp: CoOp that stays near hand-written prompts. See README.md. */
export { type KgCoOpConfig, kgCoOpConfig } from './config.ts';
export { kgCoOp } from './kgcoop.ts';
