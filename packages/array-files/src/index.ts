/** Arrays as .npy and .safetensors files hold them, and half precision. */
export { floatToHalf, halfToFloat } from './half.ts';
export { arrayFromBytes, bytesOf, type DType, formatShape, type NdArray } from './nd-array.ts';
export { readNpy } from './read-npy.ts';
export { readSafetensors } from './read-safetensors.ts';
export { openSafetensors, type SafetensorsFile, type SafetensorsTensor } from './safetensors-file.ts';
export type { StoredDType } from './safetensors-dtype.ts';
export { toFloat32 } from './to-float32.ts';
export { writeNpy } from './write-npy.ts';
export { writeSafetensors } from './write-safetensors.ts';
