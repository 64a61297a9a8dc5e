/** CLIP-Adapter: small networks after the encoders. See README.md. */
export { adapt, type Adapter } from './adapter.ts';
export { type ClipAdapterConfig, clipAdapterConfig } from './config.ts';
export { type Branch, clipAdapterLogits, type LogitOptions, newLayers } from './logits.ts';
export { clipAdapter } from './method.ts';
export { adapterTraining, trainAdapters, type TrainAdaptersOptions } from './train-adapters.ts';
