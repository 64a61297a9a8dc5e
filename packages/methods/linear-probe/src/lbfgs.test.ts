import { describe, expect, it } from 'vitest';

import { minimize, type Objective } from './lbfgs.ts';

const options = { maxIterations: 1000, gradientTolerance: 1e-8, valueTolerance: 0 };

/** Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)², minimum 0 at (1, …, 1). */
const rosenbrock: Objective = (x) => {
  let value = 0;
  const gradient = new Float64Array(x.length);
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    value += 100 * bend ** 2 + (1 - x[i]!) ** 2;
    gradient[i]! += -400 * bend * x[i]! - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * bend;
  }
  return Promise.resolve({ value, gradient });
};

describe('minimize', () => {
  it('solves a quadratic to its closed form', async () => {
    const curvatures = [1, 10, 100, 1000];
    const quadratic: Objective = (x) =>
      Promise.resolve({
        value: x.reduce((sum, v, i) => sum + 0.5 * curvatures[i]! * (v - i) ** 2, 0),
        gradient: x.map((v, i) => curvatures[i]! * (v - i)),
      });
    const { point, reason } = await minimize(quadratic, new Float64Array(4), options);
    expect(reason).toBe('gradient');
    point.forEach((v, i) => expect(v).toBeCloseTo(i, 8));
  });

  it('finds the bottom of a curved valley', async () => {
    const { point, value } = await minimize(rosenbrock, Float64Array.of(-1.2, 1, -1.2, 1, -1.2, 1), options);
    expect(value).toBeLessThan(1e-14);
    point.forEach((v) => expect(v).toBeCloseTo(1, 6));
  });

  /** Measured: SciPy 1.17.1, minimize(rosen, start, jac=rosen_der, method="L-BFGS-B", options={"gtol": 1e-5}), nit, nfev and fun. */
  it.each([
    { start: [-1.2, 1], steps: [36, 44], scipyValue: 2.8076498487712216e-12 },
    { start: [-1.2, 1, -1.2, 1, -1.2, 1], steps: [52, 63], scipyValue: 3.91179729524005e-11 },
  ])('takes as many steps as SciPy from $start', async ({ start, steps, scipyValue }) => {
    const found = await minimize(rosenbrock, Float64Array.from(start), {
      maxIterations: 1000,
      gradientTolerance: 1e-5,
    });
    expect([found.iterations, found.evaluations]).toEqual(steps);
    expect(found.reason).toBe('value');
    expect(found.value / scipyValue).toBeCloseTo(1, 2);
  });

  it('stops at the gradient, the value or the iterations, whichever comes first', async () => {
    const start = Float64Array.of(-1.2, 1);
    expect((await minimize(rosenbrock, start, { ...options, maxIterations: 3 })).reason).toBe('iterations');
    expect((await minimize(rosenbrock, start, { ...options, valueTolerance: 0.5 })).reason).toBe('value');
    expect((await minimize(rosenbrock, start, { ...options, gradientTolerance: 1e9 })).iterations).toBe(0);
  });

  it('stops when told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(minimize(rosenbrock, Float64Array.of(-1.2, 1), { ...options, signal })).rejects.toThrow('enough');
  });
});
