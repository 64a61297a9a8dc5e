/** Tip-Adapter and Tip-Adapter-F: a cache of the training images beside the text-based classifier. See README.md. */
export { type Blend, blendedLogits, type TipModel } from './blended-logits.ts';
export { type BlendOptions, buildCache, cacheLogits, type CacheModel, cacheTensors, tipLogits } from './cache-model.ts';
export { type TipAdapterConfig, tipAdapterConfig, type TipAdapterFConfig, tipAdapterFConfig } from './config.ts';
export { tipAdapter } from './tip-adapter.ts';
export { tipAdapterF } from './tip-adapter-f.ts';
export { bestBlend, type BlendGrid, countGrid, gridOf, type SearchOptions } from './search.ts';
export { keyTraining, trainKeys, type TrainKeysOptions } from './train-keys.ts';
