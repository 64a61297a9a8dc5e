import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { Tracker } from '@shotbench/tracker';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';

import { type Bands, readBands } from '../src/gate/bands.ts';
import { gate, type GateOptions } from '../src/gate/gate.ts';
import type { Judgement } from '../src/gate/judge.ts';
import { shotbench } from './shotbench.ts';
import { IDENTITY, type StoredRun, storedRuns } from './stored-runs.ts';

/** Runs of the seeds 1, 2, … with these accuracies. */
function cell(method: string, accuracies: readonly number[], shots = 4): StoredRun[] {
  return accuracies.map((accuracy, i) => ({ accuracy, identity: { method, shots, seed: i + 1 } }));
}

const usual = [
  ...cell('taskres', [60, 61, 62]),
  ...cell('taskres', [64.1, 64, 64], 16),
  ...cell('clap', [50, 58, 54]),
  { accuracy: 40, identity: { method: 'zero-shot', seed: null } },
];

/** The bands of the usual runs, in a file. */
function usualBands(): string {
  const { file, folder } = storedRuns(usual);
  const bands = join(folder, 'bands.json');
  expect(gate(bands, { db: file, format: 'text', write: true })).toEqual({
    text: `wrote the bands of 4 cells to ${bands}\n`,
    exitCode: 0,
  });
  return bands;
}

function judged(runs: readonly StoredRun[], options: Partial<GateOptions> = {}) {
  return gate(usualBands(), { db: storedRuns(runs).file, format: 'text', ...options });
}

describe('bands', () => {
  it('are means with the prediction interval of other seeds, between bounds', () => {
    const { rows } = readBands(usualBands());
    const widths = rows.flatMap(({ method, bands }) =>
      bands.map(({ shots, seeds, mean, halfWidth }) => [method, shots, seeds, mean, halfWidth]),
    );
    expect(widths).toEqual([
      // Of ± 14, because 4.3027 · 4 · √(2/3) is.
      ['clap', 4, [1, 2, 3], 54, 3],
      ['taskres', 4, [1, 2, 3], 61, 3],
      ['taskres', 16, [1, 2, 3], 64.0333, 1],
      ['zero-shot', 4, [null], 40, 1],
    ]);
    const { file, folder } = storedRuns(cell('gda', [70, 70.5, 71]));
    gate(join(folder, 'bands.json'), { db: file, format: 'text', write: true });
    // t(0.975, 2) = 4.3027 (Student's table), s = 0.5, √(1/3 + 1/3).
    expect(readBands(join(folder, 'bands.json')).rows[0]!.bands[0]!.halfWidth).toBeCloseTo(
      4.3027 * 0.5 * Math.sqrt(2 / 3),
      2,
    );
  });

  it('are written the same by the same runs, as Prettier would', async () => {
    const [text, again] = [usualBands(), usualBands()].map((file) => readFileSync(file, 'utf8'));
    expect(again).toBe(text);
    expect(await format(text!, { parser: 'json', printWidth: 120 })).toBe(text);
  });

  it('are not made of runs of which some are missing', () => {
    const { file, folder, keys } = storedRuns(usual);
    const tracker = Tracker.open(file, { now: () => 0, isAlive: () => true });
    const cells = [{ identity: { ...IDENTITY, seed: 9 }, variant: '' }];
    tracker.enqueue(cells, 'test');
    tracker.close();
    const write = () => gate(join(folder, 'bands.json'), { db: file, format: 'text', write: true });
    expect(messageOf(write)).toBe(
      'animals, 4 shots, taskres has 3 of 4 runs; expected every run to be done; run them first',
    );
    expect(keys).toHaveLength(10);
    const empty = storedRuns([]);
    expect(codeOf(() => gate(join(empty.folder, 'x'), { db: empty.file, format: 'text', write: true }))).toBe(
      'GATE_INCOMPLETE',
    );
  });

  it.each([
    ['{', /^.*broken\.json cannot be read as JSON: .*; give a file that "shotbench gate FILE --write" has made$/],
    ['{"note":"","rows":[{"method":"x"}]}', /is no file of bands: rows\.0\.protocol: /],
  ])('are refused as %s', (text, problem) => {
    const { file, folder } = storedRuns([]);
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, text);
    expect(messageOf(() => gate(broken, { db: file, format: 'text' }))).toMatch(problem);
    expect(codeOf(() => gate(join(folder, 'none'), { db: file, format: 'text' }))).toBe('GATE_BANDS');
  });
});

describe('shotbench gate', { timeout: 120_000 }, () => {
  it('lets runs pass whose means are inside of their bands', () => {
    expect(judged(usual)).toEqual({ text: '4 of 4 cells inside their bands\n', exitCode: 0 });
    const moved = [
      ...cell('taskres', [63, 64, 65]),
      ...cell('taskres', [63.1, 63, 63], 16),
      ...cell('clap', [47, 55, 60]),
      { accuracy: 41, identity: { method: 'zero-shot', seed: null } },
    ];
    expect(judged(moved)).toEqual({ text: '4 of 4 cells inside their bands\n', exitCode: 0 });
  });

  it('looks at the seeds of the bands alone', () => {
    const more = [...usual, ...cell('taskres', [60, 61, 62, 0, 0]).slice(3)];
    expect(judged(more).exitCode).toBe(0);
  });

  it('stops runs that are off, missing or taken back, and names what has no band', () => {
    const off = [
      ...cell('taskres', [63.1, 64.1, 65.1]),
      ...cell('taskres', [64, 64], 16),
      ...cell('gda', [70, 70, 70]),
      { accuracy: 38.9, identity: { method: 'zero-shot', seed: null } },
    ];
    const { text, exitCode } = judged(off);
    expect(text.split('\n')).toEqual([
      'missing: animals, 4 shots, clap: 0 of 3 runs; expected 54.00 ± 3.00',
      'outside: animals, 4 shots, taskres: 64.10 (+3.10); expected 61.00 ± 3.00',
      'missing: animals, 16 shots, taskres: 2 of 3 runs; expected 64.03 ± 1.00',
      'outside: animals, 4 shots, zero-shot: 38.90 (−1.10); expected 40.00 ± 1.00',
      '1 cell has no band: animals, 4 shots, gda',
      '0 of 4 cells inside their bands, 2 outside, 2 missing',
      '',
    ]);
    expect(exitCode).toBe(1);

    const { file, keys } = storedRuns(usual);
    const tracker = Tracker.open(file, { now: () => 0, isAlive: () => true });
    tracker.invalidate([keys[0]!], 'wrong');
    tracker.close();
    const report = JSON.parse(gate(usualBands(), { db: file, format: 'json' }).text) as Judgement;
    expect(report.verdicts.map(({ status, reason }) => [status, reason])).toEqual([
      ['inside', undefined],
      ['missing', '2 of 3 runs'],
      ['inside', undefined],
      ['inside', undefined],
    ]);
  });

  it('is judged by the newest version of a method', () => {
    const next = cell('taskres', [70, 70, 70]).map((run) => ({
      ...run,
      identity: { ...run.identity, methodVersion: 2 },
    }));
    const { text } = judged([...usual, ...next]);
    expect(text).toContain('outside: animals, 4 shots, taskres: 70.00 (+9.00)');
    expect(text).toContain('missing: animals, 16 shots, taskres: 0 of 3 runs');
  });

  it('prints a summary as Markdown, and exits with 1 where something is off', async () => {
    const { file, folder } = storedRuns([...usual.slice(3), ...cell('taskres', [66, 67, 68])]);
    const { code, stdout } = await shotbench(['gate', usualBands(), '--db', file, '--format', 'markdown'], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(
        [
          '^## Regression gate: 3 of 4 cells inside their bands, 1 outside\n',
          '\\| method \\| dataset \\| shots \\| expected \\| now \\| Δ \\| verdict \\|',
          '\\| --- \\| --- \\| --- \\| --- \\| --- \\| --- \\| --- \\|',
          '\\| taskres \\| animals \\| 4 \\| 61\\.00 ± 3\\.00 \\| 67\\.00 ± 2\\.48 \\| \\+6\\.00 \\| \\*\\*outside\\*\\* \\|\n',
          '\\| method \\| cells \\| mean Δ \\| largest Δ \\| outside \\| missing \\|',
        ].join('\n'),
      ),
    );
    expect(stdout).toContain('| taskres | 2 | +3.00 | +6.00 | 1 | 0 |\n| zero-shot | 1 | 0.00 | 0.00 | 0 | 0 |\n');
    expect(stdout).toContain('| zero-shot | animals | 4 | 40.00 ± 1.00 | 40.00 | 0.00 | inside |\n\n</details>\n');
  });
});

describe('the bands of the demonstration', () => {
  const { rows } = readBands(join(import.meta.dirname, '../../../experiments/built-in/bands.json')) satisfies Bands;

  it('cover every method on both sets at all shot counts', () => {
    const methods = new Set(rows.map(({ method }) => method));
    expect(methods.size).toBe(11);
    expect(rows).toHaveLength(2 * methods.size);
    for (const { bands } of rows) expect(bands.map(({ shots }) => shots)).toEqual([1, 4, 16]);
  });
});
