import { describeMethodContract } from '@shotbench/few-shot/testing';

import { coCoOp } from './index.ts';

describeMethodContract(coCoOp);
