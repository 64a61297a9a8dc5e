/** CoCoOp: context that depends on the image. See README.md. */
export { type CoCoOpConfig, coCoOpConfig } from './config.ts';
export { coCoOp } from './cocoop.ts';
