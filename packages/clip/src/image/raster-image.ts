/** What the channels of an image mean, and how many there are. */
export const CHANNELS = { grey: 1, rgb: 3, rgba: 4, cmyk: 4 } as const;

export type ColourMode = keyof typeof CHANNELS;

/** An image as Pillow holds it after decoding: 8 bits a sample, not turned, no colour profile applied. */
export interface RasterImage {
  /** The file it comes from, for messages. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly mode: ColourMode;
  /** [height, width, CHANNELS[mode]]; alpha is straight, ink is 255 where it is full. */
  readonly data: Uint8Array;
  /**
   * Whether the file holds palette indices or one bit a pixel. The colours are already looked up here, but Pillow
   * resizes such images before that, and by nearest neighbour.
   */
  readonly indexed: boolean;
}

/** A rectangle of whole pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
