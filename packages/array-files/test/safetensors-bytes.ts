/** A safetensors file put together by hand: 8 bytes of length, the header, the data. */
export function safetensorsBytes(header: unknown, data: readonly number[] = [], length?: bigint): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([prefix, text, Uint8Array.from(data)]);
}

/** What a header says of one tensor, right or wrong. */
export function entry(dtype: string, shape: unknown, begin: number, end: number): unknown {
  return { dtype, shape, data_offsets: [begin, end] };
}
