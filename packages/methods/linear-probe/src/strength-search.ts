/** One C that was tried. */
export interface Trial<Fit> {
  readonly inverseStrength: number;
  /** Percent correct on the validation set. */
  readonly validationAccuracy: number;
  readonly fit: Fit;
}

export interface StrengthSearchOptions {
  readonly grid: readonly number[];
  readonly searchSteps: number;
  /** Called before each fit with the number of fits done and an upper bound on all of them. */
  readonly onFit?: (done: number, atMost: number) => void;
}

/**
 * CoOp's search for C (`lpclip/linear_probe.py`): the first best of a grid is the centre of [C/10, 10 C]; then, step by step, both ends
 * are fitted and the worse one moves to the geometric middle, the right one in a tie. The better end of the last
 * step wins. A C that was tried before is not fitted again.
 *
 * @param evaluate fits with a C and scores the fit on the validation set.
 */
export async function searchStrength<Fit>(
  evaluate: (inverseStrength: number) => Promise<Trial<Fit>>,
  { grid, searchSteps, onFit }: StrengthSearchOptions,
): Promise<{ readonly chosen: Trial<Fit>; readonly trials: readonly Trial<Fit>[] }> {
  const trials = new Map<string, Trial<Fit>>();
  const atMost = grid.length + searchSteps + 1;
  const trial = async (inverseStrength: number): Promise<Trial<Fit>> => {
    // The middle of an interval may differ from a grid value in the last bits.
    const key = Math.log10(inverseStrength).toFixed(9);
    const known = trials.get(key);
    if (known) return known;
    onFit?.(trials.size, atMost);
    const fresh = await evaluate(inverseStrength);
    trials.set(key, fresh);
    return fresh;
  };

  let peak = await trial(grid[0]!);
  for (const inverseStrength of grid.slice(1)) {
    const candidate = await trial(inverseStrength);
    if (candidate.validationAccuracy > peak.validationAccuracy) peak = candidate;
  }
  let [left, right] = [0.1 * peak.inverseStrength, 10 * peak.inverseStrength];
  let chosen = peak;
  for (let step = 0; step < searchSteps; step++) {
    const [low, high] = [await trial(left), await trial(right)];
    const middle = Math.sqrt(left * right);
    if (low.validationAccuracy < high.validationAccuracy) {
      chosen = high;
      left = middle;
    } else {
      chosen = low;
      right = middle;
    }
  }
  return { chosen, trials: [...trials.values()] };
}
