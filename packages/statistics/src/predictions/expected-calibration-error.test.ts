import { describe, expect, it } from 'vitest';

import { vectors } from '../../test/vectors.ts';
import { expectedCalibrationError } from '../index.ts';

describe('expectedCalibrationError', () => {
  it("agrees with scipy's binned sums", () => {
    const { confidences, correct, ece } = vectors.calibration;
    expect(expectedCalibrationError(confidences, correct)).toBeCloseTo(ece, 14);
  });

  it('is the weighted gap by hand', () => {
    // Bins (0, ½] and (½, 1]: 1 of 2 right at 0.4 on average, 2 of 3 right at 0.8.
    const confidences = [0.3, 0.5, 0.7, 0.8, 0.9];
    const correct = [true, false, true, true, false];
    expect(expectedCalibrationError(confidences, correct, 2)).toBeCloseTo((2 / 5) * 0.1 + (3 / 5) * (0.8 - 2 / 3), 14);
  });

  it('is 0 for certainty that is right, 1 for certainty that is wrong', () => {
    expect(expectedCalibrationError(new Float32Array([1, 1]), [true, true])).toBe(0);
    expect(expectedCalibrationError([1, 1, 0], new Uint8Array([0, 0, 1]))).toBe(1);
  });

  it('does not see over- and underconfidence that cancel in one bin', () => {
    expect(expectedCalibrationError([0.5, 0.5], [true, false], 1)).toBe(0);
    expect(expectedCalibrationError([0.4, 0.6], [true, false], 1)).toBeCloseTo(0, 15);
    expect(expectedCalibrationError([0.4, 0.6], [true, false], 2)).toBeCloseTo(0.6, 15);
  });

  it('refuses lists that do not fit, and what is not a probability', () => {
    expect(() => expectedCalibrationError([], [])).toThrow('the list of confidences is empty');
    expect(() => expectedCalibrationError([0.5], [true, false])).toThrow('confidences: 1, correct: 2');
    expect(() => expectedCalibrationError([0.5], [true], 0)).toThrow('the bins are 0; expected a whole number from 1');
    for (const confidence of [-0.1, 67, Number.NaN]) {
      expect(() => expectedCalibrationError([0.5, confidence], [true, true])).toThrow(
        `confidence 1 is ${confidence}; expected a probability from 0 to 1`,
      );
    }
  });
});
