/** The part of an enlarged panel that is shown. */
export interface Zoom {
  /** Shots per class, the least and the most. */
  readonly shots: readonly [number, number];
  /** Percent. */
  readonly accuracy: readonly [number, number];
}

/** The zoom in an address, such as `2-16,55-70.5`; undefined where it says nothing of the kind. */
export function readZoom(text: string | undefined): Zoom | undefined {
  const number = String.raw`(\d+(?:\.\d+)?)`;
  const match = text?.match(new RegExp(`^(\\d+)-(\\d+),${number}-${number}$`));
  if (!match) return undefined;
  const [fewest, most, low, high] = match.slice(1).map(Number) as [number, number, number, number];
  return fewest <= most && low < high ? { shots: [fewest, most], accuracy: [low, high] } : undefined;
}

/** The inverse of {@link readZoom}; accuracies to hundredths. */
export function writeZoom({ shots, accuracy }: Zoom): string {
  const [low, high] = accuracy.map((value) => Math.max(0, Math.round(100 * value) / 100));
  return `${shots.join('-')},${low}-${high}`;
}
