import { describeReferenceRuns, REFERENCE_CELLS } from '@shotbench/few-shot/testing';
import { expect } from 'vitest';

import { gda, gdaImage } from './index.ts';

describeReferenceRuns(gda, {
  named: 'gda',
  tolerance: 0.1,
  cells: REFERENCE_CELLS,
  check({ details }, { alpha, trace_cov: trace }) {
    expect(details['alpha']).toBe(alpha);
    expect(details['covarianceTrace']).toBeCloseTo(trace as number, 5);
  },
});

// Sets without text, which the image part serves too, are compared where SHOTBENCH_REFERENCE is "all".
const textless = ['caltech101-full', 'oxford-pets-full', 'oxford-flowers-full', 'food101-full'].flatMap((dataset) =>
  [1, 2, 4, 8, 16].map((shots) => [dataset, shots] as const),
);

describeReferenceRuns(gdaImage, {
  named: 'gda_image',
  tolerance: 0.1,
  cells: process.env['SHOTBENCH_REFERENCE'] === 'all' ? [...REFERENCE_CELLS, ...textless] : REFERENCE_CELLS,
});
