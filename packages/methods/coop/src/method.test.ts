import { describeMethodContract } from '@shotbench/few-shot/testing';

import { coOp } from './index.ts';

describeMethodContract(coOp);
