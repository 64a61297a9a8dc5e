import { runKey } from '@shotbench/tracker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expectSoundRuns, mutated, resultFile } from '../../../test/import-checks.ts';
import { TIP_ADAPTER_LOG } from '../../../test/made-up-logs.ts';
import { importTipAdapter } from './import-tip-adapter.ts';

const importLog = (text: string) => importTipAdapter([resultFile(text)]);

describe("Tip-Adapter's log", () => {
  it('has each method at each shot count, by what it was chosen by', () => {
    const { runs, skipped } = importLog(TIP_ADAPTER_LOG);
    expect(skipped).toEqual([]);
    const lines = runs.map(({ identity, result }) =>
      [identity.dataset, identity.shots, identity.method, identity.protocol, result.accuracy].join(' '),
    );
    expect(lines).toHaveLength(2 * (1 + 3 * 5));
    expect(lines.slice(0, 3)).toEqual([
      'imagenet 0 zero-shot fixed 60.1',
      'imagenet 16 tip-adapter test-oracle 62.1',
      'imagenet 8 tip-adapter test-oracle 61.4',
    ]);
    expect(lines.slice(16)).toEqual([
      'dtd 0 zero-shot fixed 42.3',
      ...['dtd 16 tip-adapter full-val 60.8', 'dtd 8 tip-adapter full-val 58.5', 'dtd 4 tip-adapter full-val 54'],
      ...[
        'dtd 2 tip-adapter full-val 49.5',
        'dtd 1 tip-adapter full-val 46.3',
        'dtd 16 tip-adapter-f test-oracle 66.4',
      ],
      ...['dtd 8 tip-adapter-f test-oracle 62.6', 'dtd 4 tip-adapter-f test-oracle 57.3'],
      ...['dtd 2 tip-adapter-f test-oracle 53.6', 'dtd 1 tip-adapter-f test-oracle 49.7'],
      ...['dtd 16 clip-adapter test-oracle 65.9', 'dtd 8 clip-adapter test-oracle 61.1'],
      ...['dtd 4 clip-adapter test-oracle 56.9', 'dtd 2 clip-adapter test-oracle 51.5'],
      'dtd 1 clip-adapter test-oracle 45.9',
    ]);
    expect(runs[0]!.identity).toMatchObject({ backbone: 'RN50', seed: null, datasetHash: 'unknown' });
    expect(runs[0]!.identity.engine).toEqual({ executor: 'tip-adapter', precision: 'unknown', version: 0 });
  });

  it('reads the same through Windows line ends', () => {
    const of = (text: string) => importLog(text).runs.map(({ identity, result }) => [identity, result]);
    expect(of(TIP_ADAPTER_LOG.replaceAll('\n', '\r\n'))).toEqual(of(TIP_ADAPTER_LOG));
  });

  it.each<[string, string, string, RegExp]>([
    ['a row with a number too few', 'Tip-F   65.20   64.10', 'Tip-F   65.20', /row of "Tip-F" does not have 5 acc/],
    ['an accuracy above 100', '62.10', '162.10', /row of "Tip" does not have 5 accuracies between 0 and 100 %/],
    ['an accuracy that is no number', '62.10', 'nan', /row of "Tip" does not have 5/],
    ['a method that nothing is known of', 'CLIP-A', 'ours', /how settings of "ours" were chosen is not known/],
    ['a set that is none of the benchmark', 'dtd: ', 'CALIP: ', /"CALIP" is no dataset of the benchmark/],
    ['a zero-shot accuracy below 0', '60.10', '-60.10', /zero-shot accuracy -60.1 is not between/],
  ])('leaves out %s, and nothing else', (_title, from, to, reason) => {
    const { runs, skipped } = importLog(TIP_ADAPTER_LOG.replace(from, to));
    expect(skipped[0]).toEqual({ path: 'file', reason: expect.stringMatching(reason) });
    const keysOf = (of: typeof runs) => of.map(({ identity }) => runKey(identity));
    const all = keysOf(importLog(TIP_ADAPTER_LOG).runs);
    expect(runs.length).toBeGreaterThan(10);
    expect(runs.length).toBeLessThan(all.length);
    expect(all).toEqual(expect.arrayContaining(keysOf(runs)));
  });

  it('says so where there is no table', () => {
    expect(importLog('dtd: 42.30\n\nTip 1 2\n').skipped).toEqual([
      { path: 'file', reason: expect.stringMatching(/no table/) },
    ]);
  });

  it('never gives anything but sound runs, whatever happens to it', () => {
    const words = ['nan', '1e999', '-1', '101', '0', 'dtd: 42', '16 8 4 2 1', 'Tip', ':'];
    fc.assert(
      fc.property(mutated(fc.constant(TIP_ADAPTER_LOG), words), (text) => expectSoundRuns(importLog(text))),
      { numRuns: 100, seed: 1 },
    );
  });
});
