/** An icon: straight alpha, [size, size, 4], row by row. */
export interface Sprite {
  readonly size: number;
  readonly rgba: Uint8Array;
}

/** An opaque picture: [size, size, 3], row by row. */
export interface Canvas {
  readonly size: number;
  readonly rgb: Uint8Array;
}
