import { checkSameLength } from './check-same-length.ts';

/**
 * Expected calibration error Σₘ |Bₘ|/N · |acc(Bₘ) − conf(Bₘ)| over M bins ((m − 1)/M, m/M] of equal width (Guo et al.,
 * ICML 2017, equation 3), as a fraction. A confidence of 0 is in the first bin.
 *
 * @param confidences [N] the probability of the predicted class, from 0 to 1
 * @param correct [N] whether it is the label; 1 and 0 serve too
 * @param bins M; 15 in Guo et al., table 1
 * @throws RangeError for lists of different lengths or without entries, bins that are not whole from 1, and confidences
 *   outside [0, 1].
 */
export function expectedCalibrationError(
  confidences: ArrayLike<number>,
  correct: ArrayLike<boolean | number>,
  bins = 15,
): number {
  checkSameLength({ confidences, correct });
  if (confidences.length === 0) throw new RangeError('the list of confidences is empty; expected one or more');
  if (!(Number.isInteger(bins) && bins >= 1))
    throw new RangeError(`the bins are ${bins}; expected a whole number from 1`);
  /** Σ (correct − confidence) by bin: N times |B|/N · (acc − conf). */
  const gaps = new Float64Array(bins);
  for (let i = 0; i < confidences.length; i++) {
    const confidence = confidences[i]!;
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new RangeError(`confidence ${i} is ${confidence}; expected a probability from 0 to 1`);
    }
    const bin = Math.max(0, Math.ceil(confidence * bins) - 1);
    gaps[bin] = gaps[bin]! + Number(correct[i]) - confidence;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / confidences.length;
}
