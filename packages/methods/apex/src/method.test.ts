import { describeMethodContract } from '@shotbench/few-shot/testing';

import { apex, apexText } from './index.ts';

describeMethodContract(apexText);
describeMethodContract(apex);
