import { describeMethodContract } from '@shotbench/few-shot/testing';

import { kgCoOp } from './index.ts';

describeMethodContract(kgCoOp);
