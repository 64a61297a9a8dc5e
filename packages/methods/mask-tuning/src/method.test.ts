import { describeMethodContract } from '@shotbench/few-shot/testing';

import { amt, rAmt, rMmt, rPmt } from './index.ts';

for (const method of [amt, rAmt, rMmt, rPmt]) describeMethodContract(method);
