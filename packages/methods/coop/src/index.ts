/** CoOp: learned context in front of class names. See README.md. */
export { type CoOpConfig, coOpConfig } from './config.ts';
export { coOp } from './coop.ts';
