import type { HostRecord, Loop } from './loop.ts';
import type { TrainLoopOptions } from './train-loop.ts';

/** Steps of the first segment, which only measures how long a step takes. */
const FIRST_SEGMENT = 8;

export interface SegmentOptions {
  readonly steps: number;
  /** Initial state. */
  readonly state: HostRecord;
  /** No segment goes beyond a multiple of so many steps. */
  readonly every: number;
  /** Seconds of work that a segment should take. */
  readonly segmentSeconds: number;
}

export interface Segment {
  readonly start: number;
  readonly state: HostRecord;
  readonly outputs: HostRecord;
}

/**
 * Runs a loop piece by piece. Where it is cut never changes a number.
 * @param after called after each piece; false ends the loop there.
 * @returns the last state.
 */
export async function runInSegments(
  loop: Loop,
  { steps, state: initial, every, segmentSeconds }: SegmentOptions,
  after: (segment: Segment) => Promise<boolean>,
): Promise<HostRecord> {
  let state = initial;
  let wanted = FIRST_SEGMENT;
  for (let start = 0; start < steps;) {
    const count = Math.min(wanted, steps - start, every - (start % every));
    const began = performance.now();
    const result = await loop.run({ state, start, count });
    const seconds = (performance.now() - began) / 1000;
    state = { ...result.state };
    if (!(await after({ start, state, outputs: result.outputs }))) break;
    start += count;
    wanted = Math.max(1, Math.round((count * segmentSeconds) / Math.max(seconds, 1e-4)));
  }
  return state;
}

/** How a training asks to be cut. */
export function paceOf({ learningRates, checkpoints, segmentSeconds = 0.5 }: TrainLoopOptions) {
  const steps = learningRates.length;
  return { steps, every: checkpoints?.every ?? steps, segmentSeconds };
}
