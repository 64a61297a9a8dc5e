import { ShotbenchError } from '@shotbench/errors';
import type { Matrix } from '@shotbench/few-shot';

import { largestEigenvalue } from './largest-eigenvalue.ts';

/** Step sizes of the two blocks. */
export interface StepSizes {
  /** η_w, of w and b. */
  readonly weights: number;
  /** η_α */
  readonly alpha: number;
}

/**
 * η_w = 4 N/λ_max(Fᵀ F) and η_α = N/(4 max_c Σ_i (f_i · t_c)²), from approximate Lipschitz constants of the gradient in either block
 * (`calculate_lr_w`, `calculate_lr_alpha` in `linear_probe_p2.py`).
 *
 * @param features F [N, D]
 * @param cosines f_i · t_c [N, C]
 * @throws ShotbenchError `FEATURES_WITHOUT_CURVATURE` where all features are zero or orthogonal to all text.
 */
export function lipschitzSteps(features: Matrix, cosines: Matrix): StepSizes {
  const N = features.rows;
  const squares = new Float64Array(cosines.columns);
  cosines.data.forEach((value, i) => (squares[i % cosines.columns]! += value * value));
  const [eigenvalue, largest] = [largestEigenvalue(features), Math.max(...squares)];
  const steps = { weights: (4 * N) / eigenvalue, alpha: N / (4 * largest) };
  if (Number.isFinite(steps.weights) && Number.isFinite(steps.alpha)) return steps;
  throw new ShotbenchError(
    'FEATURES_WITHOUT_CURVATURE',
    `the largest eigenvalue of the training features is ${eigenvalue} and their largest sum of squared cosines with a text row is ${largest}; expected both above zero, so check that the features are not all zero`,
  );
}
