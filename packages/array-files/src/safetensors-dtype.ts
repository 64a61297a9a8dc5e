import { type DType, elementBytes } from './nd-array.ts';

/** The names safetensors gives to the element types that are read as they are. */
export const SAFETENSORS_DTYPE: Readonly<Record<DType, string>> = {
  float16: 'F16',
  float32: 'F32',
  float64: 'F64',
  int8: 'I8',
  uint8: 'U8',
  int16: 'I16',
  uint16: 'U16',
  int32: 'I32',
  uint32: 'U32',
  int64: 'I64',
  uint64: 'U64',
  bool: 'BOOL',
};

/** An element type as safetensors files store it: bfloat16 is the one that becomes another, float32, when read. */
export type StoredDType = DType | 'bfloat16';

const BY_CODE: ReadonlyMap<string, StoredDType> = new Map<string, StoredDType>([
  ...(Object.entries(SAFETENSORS_DTYPE) as [DType, string][]).map(([dtype, code]) => [code, dtype] as const),
  ['BF16', 'bfloat16'],
]);

/** Every code that can be read, as messages list them. */
export const SAFETENSORS_CODES: readonly string[] = [...BY_CODE.keys()];

/** The element type of a code such as `F16`; undefined for one that cannot be read. */
export function storedDType(code: string): StoredDType | undefined {
  return BY_CODE.get(code);
}

/** Bytes of one element in the file. */
export function storedBytes(dtype: StoredDType): number {
  return dtype === 'bfloat16' ? 2 : elementBytes(dtype);
}
