const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const HAS_COLOUR_TABLE = 0x80;
const HAS_TRANSPARENT_INDEX = 0x01;
/** Length of the header and the logical screen descriptor. */
const SCREEN_END = 13;

/**
 * The same GIF with nothing transparent in its first frame: decoders drop the colour of transparent pixels, which
 * Pillow keeps (GIF89a specification, sections 18 and 23).
 *
 * @param bytes A GIF; not changed. One that ends early is returned as it is, for the decoder to complain about.
 */
export function opaqueGif(bytes: Uint8Array): Uint8Array {
  const screen = bytes[10] ?? 0;
  let at = SCREEN_END + ((screen & HAS_COLOUR_TABLE) === 0 ? 0 : 3 * 2 ** ((screen & 7) + 1));
  // Extensions precede the first frame: 0x21, label, then blocks of a length byte and so many bytes, up to length 0.
  while (bytes[at] === EXTENSION) {
    if (bytes[at + 1] === GRAPHIC_CONTROL && ((bytes[at + 3] ?? 0) & HAS_TRANSPARENT_INDEX) !== 0) {
      const copy = Uint8Array.from(bytes);
      copy[at + 3]! &= ~HAS_TRANSPARENT_INDEX;
      return copy;
    }
    at += 2;
    while ((bytes[at] ?? 0) !== 0) at += bytes[at]! + 1;
    at += 1;
  }
  return bytes;
}
