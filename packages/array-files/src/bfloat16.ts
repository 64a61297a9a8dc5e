/**
 * bfloat16 bit patterns to float32, exactly: a bfloat16 is the upper half of a float32.
 *
 * @param bits [n]
 * @param values [n], filled and returned
 */
export function bfloat16ToFloat(bits: Uint16Array, values: Float32Array = new Float32Array(bits.length)): Float32Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] as number) << 16;
  return values;
}
