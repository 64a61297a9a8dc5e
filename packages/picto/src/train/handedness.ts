/** Words of labels whose picture means something else in a mirror. */
const HANDED =
  /\b(left|right|arrows?|clock|o'clock|thirty|clockwise|anticlockwise|counterclockwise|letters?|numbers?|keycap|button|input|east|west|north|south|next|back|forward|previous|undo|redo|text|sign)\b/i;

/** Whether the picture of a label must not be mirrored: arrows, clocks, letters, signs. */
export function knowsLeftFromRight(label: string): boolean {
  return HANDED.test(label);
}
