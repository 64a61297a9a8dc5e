/** APEX: visual prompts, a text prompt, a text adapter, and an ensemble with CLIP for classes that were not trained on. See README.md. */
export { apex } from './apex.ts';
export { apexText } from './apex-text.ts';
export { type ApexConfig, apexConfig, type ApexTextConfig, apexTextConfig } from './config.ts';
