import { z } from 'zod';

/** Settings of the linear probe as CoOp runs it (KaiyangZhou/CoOp ff61507, `lpclip/linear_probe.py`). */
export const linearProbeConfig = z.strictObject({
  /** Values of C tried first, in this order; the first best one is kept. `search_list` in the reference file. */
  grid: z.array(z.number().positive()).min(1).default([1e6, 1e4, 1e2, 1, 1e-2, 1e-4, 1e-6]),
  /** Halvings of the interval [C/10, 10 C] around the best one. `num_step` in the reference file. */
  searchSteps: z.number().int().positive().default(8),
  /** L-BFGS iterations of one fit. `max_iter=1000` in the reference file. */
  maxIterations: z.number().int().positive().default(1000),
  /** L-BFGS stops when no gradient element is larger. scikit-learn's default `tol=1e-4`. */
  tolerance: z.number().positive().default(1e-4),
});
export type LinearProbeConfig = z.infer<typeof linearProbeConfig>;
