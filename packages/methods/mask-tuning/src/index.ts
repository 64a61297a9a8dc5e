/** Regularised mask tuning: which weights of the image encoder are kept. See README.md. */
export { type MaskTuningConfig, maskTuningConfig } from './config.ts';
export { amt, rAmt, rMmt, rPmt } from './mask-tuning.ts';
export { foldMask, loadMasks, packMask, type SavedMasks, saveMasks, unpackMask } from './packed-masks.ts';
