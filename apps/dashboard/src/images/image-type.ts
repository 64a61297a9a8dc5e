/** The first bytes of the picture formats that browsers show; `.` stands for any byte. */
const SIGNATURES: readonly (readonly [type: string, bytes: string])[] = [
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF....WEBP'],
  ['image/avif', '....ftypavif'],
];

/** The media type of a picture by its content, whatever its name says; undefined for anything else, SVG included: it can hold scripts. */
export function imageType(content: Uint8Array): string | undefined {
  const begins = (bytes: string): boolean =>
    content.length > bytes.length &&
    Array.from(bytes).every((sign, i) => sign === '.' || content[i] === sign.charCodeAt(0));
  return SIGNATURES.find(([, bytes]) => begins(bytes))?.[0];
}
