import { sha256 } from '@shotbench/content-hash';
import { runKey, Tracker } from '@shotbench/tracker';
import fc from 'fast-check';
import { expect } from 'vitest';

import type { Imported, ResultFile } from '../src/import/imported.ts';

export function resultFile(text: string, path = 'file'): ResultFile {
  return { path, sha256: sha256(text), text };
}

/** Texts with pieces cut out, doubled, replaced by words that are likely to hurt, or by noise. */
export function mutated(texts: fc.Arbitrary<string>, words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom('', '\n', '\r', '\uD800', '\uFEFF', 'ß', ...words),
    fc.string({ unit: 'binary-ascii', maxLength: 8 }),
  );
  const cut = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat({ max: 40 }), piece });
  return fc.tuple(texts, fc.array(cut, { maxLength: 8 })).map(([text, cuts]) =>
    cuts.reduce((whole, { at, length, piece: put }) => {
      const start = Math.floor(at * whole.length);
      return whole.slice(0, start) + put + whole.slice(start + length);
    }, text),
  );
}

const tracker = Tracker.open(':memory:', { now: () => 0, isAlive: () => true });

/** What came of any text can be stored, and has accuracies between 0 and 100. */
export function expectSoundRuns({ runs, skipped }: Imported): void {
  for (const { result } of runs) {
    expect(result.accuracy).toBeGreaterThanOrEqual(0);
    expect(result.accuracy).toBeLessThanOrEqual(100);
    expect(Object.values(result.metrics).every(Number.isFinite)).toBe(true);
  }
  for (const { reason } of skipped) expect(reason).not.toBe('');
  // Refuses whatever could not be read back.
  const { added, present } = tracker.record(
    runs.map((run) => ({ ...run, result: { ...run.result, details: {} } })),
    'test',
  );
  expect(added + present).toBe(runs.length);
  expect(tracker.runs({ keys: runs.map(({ identity }) => runKey(identity)) }).every(({ result }) => result)).toBe(true);
}
