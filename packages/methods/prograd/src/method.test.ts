import { describeMethodContract } from '@shotbench/few-shot/testing';

import { proGrad } from './index.ts';

describeMethodContract(proGrad);
