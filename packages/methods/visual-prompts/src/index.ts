/** VPT: learned tokens inside the image encoder. See README.md. */
export { type VisualPromptsConfig, visualPromptsConfig } from './config.ts';
export { promptLoss, vptDeep, vptShallow } from './visual-prompts.ts';
