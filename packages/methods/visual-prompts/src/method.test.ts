import { describeMethodContract } from '@shotbench/few-shot/testing';

import { maple, vptDeep, vptShallow } from './index.ts';

describeMethodContract(maple);
describeMethodContract(vptShallow);
describeMethodContract(vptDeep);
