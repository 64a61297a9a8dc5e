import { describe, expect, it } from 'vitest';

import { rowsOf } from '../../test/fixtures.ts';
import { isOldDataset, summarize, UNKNOWN_DATASET_HASH } from '../index.ts';

const external = {
  datasetHash: UNKNOWN_DATASET_HASH,
  engine: { executor: 'dassl', precision: 'float16', version: 0 },
};
const OLD = 'ffffffff0000';
const NEW = '000000001111';

describe('runs that were computed elsewhere', () => {
  it.each([1, 2, 3])('are no version of a dataset, planned at time %i', (createdAt) => {
    const cells = summarize([
      ...rowsOf([50], { datasetHash: OLD }, { createdAt: 1 }),
      ...rowsOf([60], { datasetHash: NEW }, { createdAt: 2 }),
      ...rowsOf([70, 72], external, { createdAt }),
    ]);
    expect(cells.map(({ dataset, method, n, mean, superseded }) => [dataset, method, n, mean, superseded])).toEqual([
      ['pets', 'taskres', 1, 60, false],
      ['pets', 'taskres [dassl float16]', 2, 71, false],
      ['pets@ffffffff', 'taskres', 1, 50, true],
    ]);
    expect(cells.map(isOldDataset)).toEqual([false, false, true]);
  });

  it('neither make our versions of a method old nor become old by them', () => {
    const ours = { methodVersion: 2, engine: { executor: 'onnx', precision: 'float32', version: 4 } };
    const cells = summarize([
      ...rowsOf([40], { methodVersion: 1 }),
      ...rowsOf([60], ours),
      ...rowsOf([70], { ...external, methodVersion: 1 }),
    ]);
    expect(cells.map(({ method, mean, superseded }) => [method, mean, superseded])).toEqual([
      ['taskres', 60, false],
      ['taskres [dassl float16]', 70, false],
    ]);
    const newer = summarize([...rowsOf([60], ours), ...rowsOf([70], { ...external, methodVersion: 3 })]);
    expect(newer.map(({ mean }) => mean)).toEqual([60, 70]);
  });
});
