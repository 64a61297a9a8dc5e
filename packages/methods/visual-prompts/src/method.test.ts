import { describeMethodContract } from '@shotbench/few-shot/testing';

import { vptDeep, vptShallow } from './index.ts';

describeMethodContract(vptShallow);
describeMethodContract(vptDeep);
