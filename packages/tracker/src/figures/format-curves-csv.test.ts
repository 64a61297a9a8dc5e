import { describe, expect, it } from 'vitest';

import { rowOf, rowsOf } from '../../test/fixtures.ts';
import { curvePanels, formatCurvesCsv, summarize } from '../index.ts';

describe('formatCurvesCsv', () => {
  it('has a line for each point, ours and printed, panel after panel', () => {
    const cells = summarize([
      ...rowsOf([50, 52, 51], { dataset: 'pets', shots: 1 }),
      ...rowsOf([60, 'failed'], { dataset: 'pets', shots: 2 }),
      rowOf('queued', { dataset: 'dtd', shots: 1, method: 'a, "b"' }),
    ]);
    const number = { dataset: 'pets', shots: 1, name: 'TaskRes', method: 'taskres', value: 61.5, protocol: 'fixed' };
    expect(formatCurvesCsv('RN50', curvePanels(cells, [number])).split('\n')).toEqual([
      'backbone,dataset,method,protocol,shots,mean,interval95,n,partial,printed',
      'RN50,dtd,"a, ""b""",fixed,1,,,0,1,0',
      'RN50,pets,taskres,fixed,1,51.0000,2.4841,3,0,0',
      'RN50,pets,taskres,fixed,2,60.0000,,1,1,0',
      'RN50,pets,TaskRes,fixed,1,61.5000,,,0,1',
      'RN50,average of 2 datasets,"a, ""b""",fixed,1,,,,1,0',
      'RN50,average of 2 datasets,taskres,fixed,1,,,,1,0',
      'RN50,average of 2 datasets,taskres,fixed,2,,,,1,0',
      '',
    ]);
  });
});
