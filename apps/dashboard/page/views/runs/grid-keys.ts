export interface GridPlace {
  readonly current: number;
  readonly count: number;
  /** Rows in sight. */
  readonly page: number;
}

/** The row that a key leads to, 0 … count − 1; undefined for keys that lead nowhere. */
export function stepOf(
  {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  { current, count, page }: GridPlace,
): number | undefined {
  // Home and End do the same with ctrl, as in any grid.
  if (metaKey || altKey || shiftKey || (ctrlKey && key !== 'Home' && key !== 'End')) return undefined;
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: current - 1,
    ArrowDown: current + 1,
    PageUp: current - page,
    PageDown: current + page,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted));
}
