import { oneLine, ShotbenchError } from '@shotbench/errors';
import sharp, { type Metadata, type Sharp } from 'sharp';

import { CHANNELS, type ColourMode, type RasterImage } from '../raster-image.ts';
import { imageFormat } from './image-format.ts';
import { opaqueGif } from './opaque-gif.ts';
import { readImageFile } from './read-image-file.ts';

/** Where Pillow refuses an image as a decompression bomb: twice `PIL.Image.MAX_IMAGE_PIXELS`. */
const MAX_PIXELS = 2 * Math.floor(1024 ** 3 / 4 / 3);

/** Pixels as Pillow gives them: colour profiles unused; cut-short files refused, lesser faults forgiven. */
const AS_PILLOW = { ignoreIcc: true, autoOrient: false, failOn: 'error', limitInputPixels: false } as const;

/** PNG's colour types with an alpha channel of their own: grey and alpha, RGB and alpha. */
const PNG_ALPHA = [4, 6];
const PNG_COLOUR_TYPE = 25;

/**
 * Decodes a JPEG, PNG, WebP, GIF (first frame) or TIFF (first page) to the samples that Pillow gives: orientation
 * tags and colour profiles are not applied, one transparent colour or palette entry does not make an alpha channel.
 * Grey with alpha becomes RGBA, which resizes to the same pixels.
 *
 * Deviation: 16-bit samples keep their upper byte. So do Pillow's of colour images; its 16-bit grey saturates at 255,
 * which makes such images white.
 * Deviation: a TIFF with a palette counts as RGB and a GIF whose palette is a grey ramp as indexed; Pillow has it the
 * other way round, which only shows if they are resized before they become RGB.
 *
 * @param source A path, or the bytes of a file.
 * @param label Name for messages where the source is bytes.
 * @throws ShotbenchError `IMAGE_MISSING`, `IMAGE_UNREADABLE`, `IMAGE_FORMAT`, `IMAGE_BROKEN`, `IMAGE_TOO_LARGE` or
 *   `IMAGE_SAMPLES`
 */
export async function decodeImage(source: string | Uint8Array, label = 'the image'): Promise<RasterImage> {
  const [bytes, file] = typeof source === 'string' ? [await readImageFile(source), source] : [source, label];
  const format = imageFormat(bytes);
  if (format === undefined) throw notAnImage(bytes, file);
  const readable = format === 'gif' ? opaqueGif(bytes) : bytes;
  const header = await orBroken(sharp(readable, AS_PILLOW).metadata(), file);
  const { width, height } = header;
  if (width * height > MAX_PIXELS) {
    throw new ShotbenchError(
      'IMAGE_TOO_LARGE',
      `${file} has ${width} × ${height} pixels; expected at most ${MAX_PIXELS} in all; scale it down or remove it`,
    );
  }
  const alphaChannel = format !== 'gif' && (format !== 'png' || PNG_ALPHA.includes(bytes[PNG_COLOUR_TYPE]!));
  const hasAlpha = header.hasAlpha && alphaChannel;
  const mode = modeOf(header, hasAlpha, file);
  const data = await orBroken(samples(sharp(readable, AS_PILLOW), header, mode), file);
  if (data.length !== width * height * CHANNELS[mode]) {
    throw new Error(`${file}: ${data.length} samples for ${width} × ${height} pixels in ${mode}`);
  }
  return { name: file, width, height, mode, data, indexed: header.isPalette || header.bitsPerSample === 1 };
}

function modeOf({ space, depth }: Metadata, hasAlpha: boolean, file: string): ColourMode {
  const deep = depth === 'ushort';
  if (depth === 'uchar' || deep) {
    if (space === (deep ? 'rgb16' : 'srgb')) return hasAlpha ? 'rgba' : 'rgb';
    if (space === (deep ? 'grey16' : 'b-w')) return hasAlpha ? 'rgba' : 'grey';
    if (space === 'cmyk' && !deep) return 'cmyk';
  }
  throw new ShotbenchError(
    'IMAGE_SAMPLES',
    `${file} has samples of type "${depth}" in colour space "${space}"; expected 8 or 16 bits of grey or RGB, or 8 bits of CMYK; convert it`,
  );
}

/** [height, width, CHANNELS[mode]] */
async function samples(image: Sharp, { depth }: Metadata, mode: ColourMode): Promise<Uint8Array> {
  const opaque = mode === 'rgba' ? image : image.removeAlpha();
  if (depth === 'ushort') {
    const { buffer, byteOffset, length } = await opaque
      .toColourspace(mode === 'grey' ? 'grey16' : 'rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer();
    return Uint8Array.from(new Uint16Array(buffer, byteOffset, length / 2), (sample) => sample >> 8);
  }
  const space = { grey: 'b-w', rgb: 'srgb', rgba: 'srgb', cmyk: 'cmyk' }[mode];
  // Without a pipeline in CMYK, ink would be turned into RGB by a colour profile.
  const inSpace = mode === 'cmyk' ? opaque.pipelineColourspace(space) : opaque;
  const { buffer, byteOffset, length } = await inSpace.toColourspace(space).raw().toBuffer();
  return new Uint8Array(buffer, byteOffset, length);
}

async function orBroken<T>(decoding: Promise<T>, file: string): Promise<T> {
  try {
    return await decoding;
  } catch (error) {
    throw new ShotbenchError(
      'IMAGE_BROKEN',
      `${file} cannot be decoded (${oneLine(error)}); expected a whole image; copy the file again or remove it`,
      { cause: error },
    );
  }
}

function notAnImage(bytes: Uint8Array, file: string): ShotbenchError {
  const seen = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const what = bytes.length === 0 ? 'is empty' : `begins with the bytes "${seen}"`;
  return new ShotbenchError(
    'IMAGE_FORMAT',
    `${file} ${what}; expected a JPEG, PNG, WebP, GIF or TIFF image; convert the file or remove it`,
  );
}
