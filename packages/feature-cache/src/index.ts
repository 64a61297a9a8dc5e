/** A content-addressed store of encoder outputs, and the file formats they come in. */
export { floatToHalf, halfToFloat } from './arrays/half.ts';
export type { DType, NdArray } from './arrays/nd-array.ts';
export { readNpy } from './arrays/read-npy.ts';
export { readSafetensors } from './arrays/read-safetensors.ts';
export { writeNpy } from './arrays/write-npy.ts';
export { writeSafetensors } from './arrays/write-safetensors.ts';
export { FeatureCache, type ImportOptions, type ImportResult } from './feature-cache.ts';
export type { FeatureRows, FeatureSet, FeatureSetInfo } from './feature-set.ts';
export { writeFeatureFolder, type FeatureFolder, type FolderRows } from './folder/write-feature-folder.ts';
