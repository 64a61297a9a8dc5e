/** VPT and MaPLe: learned tokens inside the image encoder, and inside both. See README.md. */
export { type MapleConfig, mapleConfig, type VisualPromptsConfig, visualPromptsConfig } from './config.ts';
export { maple } from './maple.ts';
export { promptLoss, vptDeep, vptShallow } from './visual-prompts.ts';
