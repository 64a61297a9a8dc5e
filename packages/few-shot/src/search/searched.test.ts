import { describe, expect, it } from 'vitest';

import { accuracy, predict } from '../accuracy.ts';
import { defineMethod, type FitContext, protocolOf, searched, type SearchOptions } from '../index.ts';
import { matrix } from '../matrix.ts';
import type { FewShotTask } from '../task.ts';
import { describeMethodContract, syntheticTask } from '../testing/index.ts';
import { blendedPrototypes } from './blended-prototypes.fixture.ts';
import { meanCrossEntropy } from './cross-entropy.ts';

const method = searched(blendedPrototypes);
describeMethodContract(blendedPrototypes);
describeMethodContract(method);

const { task, test } = syntheticTask({ classes: 8, shots: 2, spread: 2.5 });
const context: FitContext = { execution: { executor: 'cpu' }, seed: 5 };

interface Found {
  readonly chosen: object;
  readonly validationAccuracy: number;
  readonly validationLoss: number;
  readonly trials: readonly (Omit<Found, 'trials' | 'chosen'> & { settings: object; diverged?: string })[];
}

async function search(options: SearchOptions, settings: object = {}, on: FewShotTask = task) {
  const classifier = await method.fit(on, method.config.parse({ ...settings, search: options }), context);
  return { classifier, found: classifier.details['search'] as unknown as Found };
}

describe('a searched method', () => {
  it('tells itself from the plain one', () => {
    const config = method.config.parse({});
    expect(method).toMatchObject({
      id: 'blended-prototypes-search',
      title: 'Blended prototypes, searched',
      version: 3,
    });
    expect(protocolOf(method, config)).toBe('few-shot-val');
    expect(method.needs).toEqual(['training-images', 'text-features', 'validation-images']);
    expect(config).toEqual({
      diverges: false,
      search: { kind: 'grid', points: 5, on: 'few-shot-val', space: { blend: [1, -3, 0.5, 3], idle: [0, 1] } },
    });
    expect(Object.keys(config.search.space)).toEqual(['blend', 'idle']);
  });

  it('keeps the first best of what a loop over plain fits finds, to the last bit', async () => {
    const { features, labels } = task.validation;
    const expected = [];
    for (const blend of [1, -3, 0.5, 3]) {
      for (const idle of [0, 1]) {
        const config = blendedPrototypes.config.parse({ blend, idle });
        const classifier = await blendedPrototypes.fit(task, config, context);
        const logits = await classifier.logits(features);
        const validationAccuracy = accuracy(predict(logits), labels);
        const validationLoss = meanCrossEntropy(logits, labels);
        expected.push({ settings: { blend, idle }, validationAccuracy, validationLoss, details: { blend } });
      }
    }
    const best = expected.reduce((a, b) => (b.validationAccuracy > a.validationAccuracy ? b : a));
    const { classifier, found } = await search({ kind: 'grid' });
    const { settings: chosen, validationAccuracy, validationLoss } = best;
    expect(found).toEqual({ chosen, validationAccuracy, validationLoss, trials: expected });
    // The task tells the candidates apart, and the idle setting makes each of them tie with its twin.
    expect(new Set(expected.map((trial) => trial.validationAccuracy)).size).toBeGreaterThan(2);
    expect(chosen).toHaveProperty('idle', 0);

    const plain = await blendedPrototypes.fit(task, blendedPrototypes.config.parse(chosen), context);
    expect((await classifier.logits(test.features)).data).toEqual((await plain.logits(test.features)).data);
    expect(classifier.details).toHaveProperty('blend', plain.details['blend']);
  });

  it('takes the first of equals in the stated order', async () => {
    for (const idle of [
      [4, 2, 9],
      [9, 4, 2],
    ]) {
      const { found } = await search({ kind: 'grid', space: { idle } });
      expect(found.chosen).toEqual({ idle: idle[0] });
    }
  });

  it('tries what belongs together as it is listed, and no other combination', async () => {
    const candidates = [
      { idle: 1, blend: 1 },
      { idle: 0, blend: 0.5 },
      { idle: 0, blend: 1 },
    ];
    const { found } = await search({ kind: 'list', candidates });
    expect(found.trials.map(({ settings }) => settings)).toEqual(candidates);
    // The last ties with the first, whose other setting is idle.
    expect(found.trials[2]!.validationAccuracy).toBe(found.trials[0]!.validationAccuracy);
    expect(candidates.slice(0, 2)).toContainEqual(found.chosen);
    const config = method.config.parse({ search: { kind: 'list', candidates } });
    expect(config.search.space).toEqual({ blend: [1, 0.5], idle: [1, 0] });
    expect(method.config.parse(config)).toEqual(config);
  });

  it.each([
    [
      [{ blend: 1 }, { idle: 1 }],
      {},
      'has idle, but the first candidate has blend; expected the same settings in each',
    ],
    [[{ blend: 1 }, {}], {}, 'has no settings, but the first candidate has blend'],
    [[{ blend: 1 }], { space: { blend: [2] } }, 'is another than that of the candidates; leave it out'],
    [[], {}, 'expected one candidate or more'],
    [[{}], {}, 'nothing to search'],
    [[{ blend: 'x' }], {}, 'with {"blend":"x"}'],
  ])('refuses the list %j with %j', (candidates, more, message) => {
    const { error } = method.config.safeParse({ search: { kind: 'list', candidates, ...more } });
    expect(error?.issues.map((issue) => issue.message).join()).toContain(message);
  });

  it('tries the candidates of its own seed at random, whatever the seed of the fit', async () => {
    const space = { blend: { low: 0.1, high: 10, scale: 'log' } } as const;
    const tried = async (seed: number, fitSeed: number) => {
      const config = method.config.parse({ search: { kind: 'random', trials: 4, seed, space } });
      const { details } = await method.fit(task, config, { ...context, seed: fitSeed });
      return (details['search'] as unknown as Found).trials.map(({ settings }) => settings);
    };
    const first = await tried(1, 1);
    expect(first).toHaveLength(4);
    expect(await tried(1, 2)).toEqual(first);
    expect(await tried(2, 1)).not.toEqual(first);
  });

  it('shows the fits of a method with fixed settings no validation images', async () => {
    const seen: FewShotTask[] = [];
    const spy = searched(
      defineMethod({
        ...blendedPrototypes,
        fit: (on, ...rest) => {
          seen.push(on);
          return blendedPrototypes.fit(on, ...rest);
        },
      }),
    );
    await spy.fit(task, spy.config.parse({}), context);
    expect(seen).toHaveLength(8);
    for (const { protocol, validation } of seen) expect([protocol, validation.labels.length]).toEqual(['fixed', 0]);
  });

  it('chooses on the images that it says, the test set only by name', async () => {
    for (const on of ['full-val', 'test-oracle'] as const) {
      const config = method.config.parse({ search: { kind: 'grid', on } });
      expect(protocolOf(method, config)).toBe(on);
      await expect(method.fit(task, config, context)).rejects.toThrow(
        `blended-prototypes-search is set to choose blend and idle by ${on}, but the task of "synthetic" holds the images of few-shot-val`,
      );
      await method.fit({ ...task, protocol: on }, config, context);
    }
    expect(method.config.safeParse({ search: { kind: 'grid', on: 'fixed' } }).success).toBe(false);
  });

  it('records candidates that diverge and goes on', async () => {
    const { found } = await search({ kind: 'grid', space: { diverges: [true, false] } });
    expect(found.chosen).toEqual({ diverges: false });
    expect(found.trials[0]).toEqual({ settings: { diverges: true }, diverged: 'the loss is NaN' });
    await expect(search({ kind: 'grid' }, { diverges: true })).rejects.toThrow(
      'blended-prototypes-search tried 8 candidates on "synthetic" and training diverged with each; search lower learning rates',
    );
  });

  it('tells its progress as parts of a whole', async () => {
    const heard: { fraction: number; note: string }[] = [];
    await method.fit(task, method.config.parse({}), { ...context, onProgress: (progress) => heard.push(progress) });
    const fractions = heard.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(new Set(fractions)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((i) => i / 8)));
    expect(heard[0]!.note).toBe('trial 1/8, done');
    expect(heard[1]!.note).toMatch(/^trial 1\/8: best so far \d+\.\d %$/);
  });

  it('stops between two trials when told to', async () => {
    const stop = new AbortController();
    const notes: string[] = [];
    const stopped = method.fit(task, method.config.parse({}), {
      ...context,
      signal: stop.signal,
      onProgress: ({ note }) => {
        notes.push(note);
        if (note.startsWith('trial 2/8: ')) stop.abort(new Error('told to stop'));
      },
    });
    await expect(stopped).rejects.toThrow('told to stop');
    expect(notes.at(-1)).toMatch(/^trial 2\/8: /);
  });

  it('says what it misses without validation images, before anything is fitted', async () => {
    const none = { features: matrix(new Float32Array(), 16), labels: new Int32Array() };
    await expect(search({ kind: 'grid' }, { diverges: true }, { ...task, validation: none })).rejects.toThrow(
      'blended-prototypes-search chooses blend and idle on validation images, but "synthetic" has none at 2 shots',
    );
  });

  it('chooses one by one at one shot, where the validation set has one image a class', async () => {
    const { found } = await search({ kind: 'grid' }, {}, syntheticTask({ shots: 1 }).task);
    expect(found.trials).toHaveLength(8);
  });
});

describe('a search is refused', () => {
  const issuesOf = (config: object, of = method) => {
    const parsed = of.config.safeParse(config);
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  const range = (low: number, high: number, scale = 'linear') => ({ low, high, scale });

  it.each<[string, object, object, RegExp]>([
    ['of another kind', { kind: 'best' }, {}, /^search.kind: Invalid/],
    ['with an unknown option', { kind: 'grid', trials: 3 }, {}, /^search: Unrecognized key: "trials"$/],
    ['without trials', { kind: 'random' }, {}, /^search.trials: /],
    ['with no trial', { kind: 'random', trials: 0 }, {}, /^search.trials: Too small/],
    ['with half a point', { kind: 'grid', points: 2.5 }, {}, /^search.points: /],
    [
      'over nothing',
      { kind: 'grid', space: {} },
      {},
      /^search.space: nothing to search: expected settings with their values, such as { "blend": \[1, 2\] }$/,
    ],
    ['over no value', { kind: 'grid', space: { blend: [] } }, {}, /^search.space.blend: expected one value or more$/],
    [
      'over an unknown setting',
      { kind: 'grid', space: { blent: [1] } },
      {},
      /^search.space.blent: is no setting of blended-prototypes; expected some of blend, idle, diverges$/,
    ],
    [
      'over a setting that is given',
      { kind: 'grid' },
      { idle: 2 },
      /^search.space.idle: is searched, but also set to 2; leave out one of both$/,
    ],
    [
      'over a value that the schema refuses',
      { kind: 'grid', space: { blend: [1, 101] } },
      {},
      /^search.space.blend: Too big: .*<=100, with {"blend":101}$/,
    ],
    [
      'over a range whose end the schema refuses, though no draw meets it',
      { kind: 'random', trials: 1, space: { blend: range(0, 100.5) } },
      {},
      /^search.space.blend: Too big: .*<=100, with {"blend":100.5}$/,
    ],
    [
      'over a range of whole numbers',
      { kind: 'grid', space: { idle: range(0, 1) } },
      {},
      /^search.space.idle: .*int.*, with {"idle":0.25}$/,
    ],
    [
      'over a range upside down',
      { kind: 'grid', space: { blend: range(2, 1) } },
      {},
      /blend: low has to be below high$/,
    ],
    [
      'over the logarithm of 0',
      { kind: 'grid', space: { blend: range(0, 1, 'log') } },
      {},
      /^search.space.blend: a logarithmic range has to begin above 0$/,
    ],
    [
      'that draws more than there is',
      { kind: 'random', trials: 9 },
      {},
      /^search.trials: 9 draws from a space of 8 candidates; expected at most 8, or kind grid for all of them$/,
    ],
    [
      'over a grid without end',
      { kind: 'grid', points: 200, space: { blend: range(0, 1), idle: [...Array(51).keys()] } },
      {},
      /^search.space: a grid of 10200 candidates; expected at most 10000; give fewer values or search at random$/,
    ],
    ['with a wrong setting beside it', { kind: 'grid' }, { diverges: 1 }, /^diverges: Invalid input/],
  ])('%s', (_title, search, settings, complaint) => {
    const issues = issuesOf({ ...settings, search });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(complaint);
  });

  it('where the method has no space and none is given', () => {
    const { space: _, ...bare } = blendedPrototypes;
    expect(issuesOf({}, searched(bare))).toEqual([expect.stringMatching(/^search.space: nothing to search/)]);
    expect(issuesOf({ search: { kind: 'grid', space: { idle: [1] } } }, searched(bare))).toEqual([]);
  });

  it('where the method itself chooses on other images', () => {
    const choosy = searched(
      defineMethod({ ...blendedPrototypes, protocol: { of: ({ idle }) => (idle === 1 ? 'full-val' : 'fixed') } }),
    );
    expect(issuesOf({}, choosy)).toEqual([
      'search.on: is few-shot-val, but with {"blend":1,"idle":1} blended-prototypes itself chooses by full-val; expected the same',
    ]);
    expect(issuesOf({ search: { kind: 'grid', on: 'full-val' } }, choosy)).toEqual([]);
  });
});

describe('meanCrossEntropy', () => {
  it('is −log of the softmax of the label', () => {
    const logits = matrix(Float32Array.of(1, 2, 4, 0.5, -1, 3), 3);
    const softmax = (row: number[], at: number) => Math.exp(row[at]!) / row.reduce((sum, z) => sum + Math.exp(z), 0);
    const expected = -(Math.log(softmax([1, 2, 4], 1)) + Math.log(softmax([0.5, -1, 3], 2))) / 2;
    expect(meanCrossEntropy(logits, Int32Array.of(1, 2))).toBeCloseTo(expected, 12);
  });

  it('is log C for equal logits and does not overflow', () => {
    expect(meanCrossEntropy(matrix(new Float32Array(8).fill(1e6), 4), Int32Array.of(0, 3))).toBeCloseTo(Math.log(4), 9);
    expect(meanCrossEntropy(matrix(Float32Array.of(0, 1000), 2), Int32Array.of(0))).toBeCloseTo(1000, 9);
  });
});
