import { describeReferenceRuns, REFERENCE_CELLS } from '@shotbench/few-shot/testing';

import { zeroShot } from './index.ts';

describeReferenceRuns(zeroShot, { named: 'zero_shot', tolerance: 0.01, cells: REFERENCE_CELLS });
