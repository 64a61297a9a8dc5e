/** The formats that are decoded, by the first bytes of a file: names of images lie too often to be believed. */
const SIGNATURES = {
  jpeg: [[0xff, 0xd8, 0xff]],
  png: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  gif: [[0x47, 0x49, 0x46, 0x38]],
  tiff: [
    [0x49, 0x49, 0x2a, 0x00],
    [0x4d, 0x4d, 0x00, 0x2a],
  ],
} as const;

export type ImageFormat = keyof typeof SIGNATURES | 'webp';

/** The format of an encoded image, or undefined if it is none of JPEG, PNG, WebP, GIF and TIFF. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  for (const [format, signatures] of Object.entries(SIGNATURES)) {
    if (signatures.some((signature) => signature.every((byte, i) => bytes[i] === byte))) return format as ImageFormat;
  }
  const name = (from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
  return name(0) === 'RIFF' && name(8) === 'WEBP' ? 'webp' : undefined;
}
