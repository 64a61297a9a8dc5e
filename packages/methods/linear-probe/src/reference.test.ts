import { describeReferenceRuns, REFERENCE_CELLS } from '@shotbench/few-shot/testing';

import { linearProbe } from './index.ts';

// SHOTBENCH_REFERENCE=all compares every cell; otherwise two that take little time.
describeReferenceRuns(linearProbe, {
  named: 'linear_probe',
  tolerance: 0.01,
  cells:
    process.env['SHOTBENCH_REFERENCE'] === 'all'
      ? REFERENCE_CELLS
      : [
          ['dtd', 1],
          ['oxford-pets', 2],
        ],
});
