import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { cellWith, identity, provenance, resultOf } from '../test/fixtures.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { OWN_PART, runKey, Tracker, type TrackerOptions } from './index.ts';

const cells = [1, 2, 3].map((seed) => cellWith({ seed }));
const keys = cells.map((cell) => runKey(cell.identity));
const [first, second, third] = keys as [string, string, string];

/** A tracker over a new file, with a clock that only the test moves. */
function newTracker(options: Partial<TrackerOptions> = {}) {
  const clock = { now: 1_000_000 };
  const file = join(temporaryFolder(), 'runs.db');
  const tracker = Tracker.open(file, { now: () => clock.now, isAlive: () => undefined, ...options });
  onTestFinished(() => tracker.close());
  return { tracker, clock, file };
}

describe('a run', () => {
  it('is queued once, claimed, completed and read back', () => {
    const { tracker, clock } = newTracker();
    expect(tracker.enqueue(cells, 'experiment a')).toEqual({ added: 3, present: 0 });
    expect(tracker.enqueue([...cells, cellWith({ seed: 4 }), cellWith({ seed: 4 })], 'b')).toEqual({
      added: 1,
      present: 4,
    });
    expect(tracker.counts()).toEqual({
      queued: 4,
      running: 0,
      interrupted: 0,
      stale: 0,
      done: 0,
      failed: 0,
      invalid: 0,
    });
    expect(tracker.get(first)).toEqual({
      ...{ key: first, identity: cells[0]!.identity, variant: '', plannedBy: 'experiment a', state: 'queued' },
      ...{ attempts: 0, owner: null, heartbeatAt: null, createdAt: 1_000_000, startedAt: null, finishedAt: null },
      ...{ error: null, result: null, provenance: null },
    });

    clock.now += 500;
    expect(tracker.claim([third, first], 'me', provenance)).toBe(third);
    clock.now += 250;
    expect(tracker.complete(third, 'me', resultOf(67.4))).toBe(true);
    expect(tracker.get(third)).toEqual({
      ...{ key: third, identity: cells[2]!.identity, variant: '', plannedBy: 'experiment a', state: 'done' },
      ...{ attempts: 1, owner: 'me', heartbeatAt: null, createdAt: 1_000_000, startedAt: 1_000_500 },
      ...{ finishedAt: 1_000_750, error: null, result: resultOf(67.4), provenance },
    });
    expect(tracker.states([third, first, 'unknown'])).toEqual(
      new Map([
        [third, 'done'],
        [first, 'queued'],
      ]),
    );
    expect(tracker.get('unknown')).toBeUndefined();
  });

  it('keeps the images that it learned from, equal draws once', () => {
    const file = join(temporaryFolder(), 'runs.db');
    const tracker = Tracker.open(file, { now: () => 0, isAlive: () => undefined });
    tracker.enqueue(cells, 'test');
    const images = { train: ['cat/2.jpg', 'dog/1.jpg'], validation: ['cat/7.jpg'] };
    for (const key of [first, second, third]) tracker.claim([key], 'me', provenance);
    tracker.complete(first, 'me', resultOf(1), { images });
    tracker.complete(second, 'me', resultOf(2), { images: { ...images } });
    tracker.complete(third, 'me', resultOf(3), { images: { ...images, train: ['dog/1.jpg', 'cat/2.jpg'] } });
    expect(tracker.complete(first, 'other', resultOf(4), { images: { train: ['x'], validation: [] } })).toBe(false);
    expect(tracker.drawnImages(second)).toEqual(images);
    expect(tracker.drawnImages(third)?.train).toEqual(['dog/1.jpg', 'cat/2.jpg']);
    expect(tracker.drawnImages('unknown')).toBeUndefined();
    tracker.close();
    const db = new Sqlite(file);
    expect(db.prepare('SELECT count(*) FROM draws').pluck().get()).toBe(2);
    db.close();
  });

  it('is claimed by one owner only, in the order asked for', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    const asked = [second, third, first];
    expect(asked.map((_, index) => tracker.claim(asked, `owner ${index}`, provenance))).toEqual(asked);
    expect(tracker.claim(asked, 'late', provenance)).toBeUndefined();
    expect(tracker.claim([], 'late', provenance)).toBeUndefined();
  });

  it('that failed keeps its error, is not planned anew, and runs again only when asked to', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'me', provenance);
    expect(tracker.fail(first, 'me', { code: 'DIVERGED', message: 'the loss is NaN', stack: 'at fit' })).toBe(true);
    tracker.enqueue(cells, 'test');
    expect(tracker.claim([first], 'me', provenance)).toBeUndefined();
    expect(tracker.get(first)).toMatchObject({
      ...{ state: 'failed', attempts: 1, error: { code: 'DIVERGED', message: 'the loss is NaN', stack: 'at fit' } },
      result: null,
    });
    expect(tracker.requeue(keys, ['failed'], 'again')).toBe(1);
    expect(tracker.get(first)).toMatchObject({ state: 'queued', error: null, owner: null, finishedAt: null });
    expect(tracker.claim([first], 'me', provenance)).toBe(first);
    expect(tracker.get(first)?.attempts).toBe(2);
    expect(tracker.fail(first, 'me', { code: 'BUG', message: 'no stack' })).toBe(true);
    expect(tracker.get(first)?.error).toEqual({ code: 'BUG', message: 'no stack' });
  });

  it('goes back when its owner is interrupted', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'me', provenance);
    tracker.claim([second], 'me', provenance);
    tracker.claim([third], 'other', provenance);
    expect(tracker.release('me')).toBe(2);
    expect(tracker.counts()).toMatchObject({ interrupted: 2, running: 1 });
    expect(tracker.complete(first, 'me', resultOf(1))).toBe(false);
    expect(tracker.claim(keys, 'heir', provenance)).toBe(first);
  });

  it('is taken over from an owner that is gone, not from one that lives however long it is silent', () => {
    const { tracker, clock } = newTracker({ isAlive: (owner) => owner !== 'gone' });
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'gone', provenance);
    tracker.claim([second], 'alive', provenance);
    clock.now += 1e9;
    expect(tracker.claim([first, second], 'heir', provenance)).toBe(first);
    expect(tracker.claim([first, second], 'heir', provenance)).toBeUndefined();
    expect(tracker.complete(first, 'gone', resultOf(1))).toBe(false);
    expect(tracker.complete(second, 'alive', resultOf(2))).toBe(true);
  });

  it('is taken over from an owner of whom there is no telling once its lease has run out', () => {
    const { tracker, clock } = newTracker({ leaseSeconds: 10 });
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'far away', provenance);
    clock.now += 9_000;
    tracker.heartbeat('far away');
    clock.now += 10_000;
    expect(tracker.claim([first], 'heir', provenance)).toBeUndefined();
    clock.now += 1;
    expect(tracker.claim([first], 'far away', provenance)).toBeUndefined();
    expect(tracker.claim([first], 'heir', provenance)).toBe(first);
    tracker.heartbeat('far away');
    expect(tracker.get(first)).toMatchObject({ owner: 'heir', heartbeatAt: clock.now, attempts: 2 });
  });

  it('takes no result from an owner that has lost it', () => {
    const { tracker } = newTracker({ isAlive: () => false });
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'old', provenance);
    tracker.claim([first], 'new', provenance);
    const before = tracker.get(first);
    expect(tracker.complete(first, 'old', resultOf(10))).toBe(false);
    expect(tracker.fail(first, 'old', { code: 'X', message: 'x' })).toBe(false);
    expect(tracker.get(first)).toEqual(before);
    expect(tracker.complete(first, 'new', resultOf(20))).toBe(true);
    expect(tracker.complete(first, 'new', resultOf(30))).toBe(false);
    expect(tracker.get(first)?.result?.accuracy).toBe(20);
  });
});

describe('what is known beside a result', () => {
  const testSet = { classNames: ['cat', 'dog', 'cow'], labels: Uint16Array.of(0, 1, 2, 1), ids: ['a', 'b', 'c', 'd'] };
  const own = {
    ...{ part: OWN_PART, testSet, classes: Uint16Array.of(0, 1, 1, 2) },
    ...{ confidences: Float32Array.of(1, 0.5, 0.25, 0.75), margins: Float32Array.of(1, 0.25, 0, 0.5) },
  };
  const novel = { ...own, part: 'novel', testSet: { classNames: ['x', 'y', 'z'], labels: testSet.labels } };

  it('is kept: predictions to 1/65535, test sets once, and the log', () => {
    const { tracker, file } = newTracker();
    tracker.enqueue(cells, 'test');
    for (const key of [first, second]) {
      tracker.claim([key], 'me', provenance);
      tracker.complete(key, 'me', resultOf(50), { predictions: [own, novel], log: 'loss 1\nloss 0.5' });
    }
    const [kept, other] = tracker.predictions(second);
    expect(kept).toMatchObject({ part: '', testSet, classes: own.classes });
    for (const name of ['confidences', 'margins'] as const) {
      kept![name].forEach((value, i) =>
        expect(Math.abs(value - own[name][i]!)).toBeLessThanOrEqual(0.5 / 65_535 + 1e-7),
      );
    }
    expect(other).toMatchObject({ part: 'novel', testSet: novel.testSet });
    expect(other!.testSet.ids).toBeUndefined();
    expect([tracker.log(first), tracker.log(third)]).toEqual(['loss 1\nloss 0.5', undefined]);
    expect(tracker.predictions(third)).toEqual([]);
    const db = new Sqlite(file);
    expect(db.prepare('SELECT count(*) FROM test_sets').pluck().get()).toBe(2);
    expect(db.prepare('SELECT count(*) FROM provenances').pluck().get()).toBe(1);
    db.close();
  });

  it('is refused where it does not fit, and the run stays claimed', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'me', provenance);
    const complete = (changes: object) => () =>
      tracker.complete(first, 'me', resultOf(1), { predictions: [{ ...own, ...changes }] });
    expect(complete({ margins: new Float32Array(3) })).toThrow(
      'predictions of 4 test images of 3 classes do not fit: 4, 4, 3, 4',
    );
    expect(complete({ classes: Uint16Array.of(0, 1, 3, 2) })).toThrow('classes up to 3');
    expect(tracker.get(first)?.state).toBe('running');
  });
});

describe('a run that was begun or done', () => {
  it('is stale when its process is gone, and is claimed again', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'me', provenance);
    expect(tracker.abandon(first, 'other', 'killed')).toBe(false);
    expect(tracker.abandon(first, 'me', 'worker ended by SIGKILL')).toBe(true);
    expect(tracker.get(first)).toMatchObject({ state: 'stale', owner: 'me', heartbeatAt: null, attempts: 1 });
    expect(tracker.claim([first], 'me', provenance)).toBe(first);
    expect(tracker.release('me', second)).toBe(0);
    expect(tracker.release('me', first)).toBe(1);
    expect(tracker.get(first)).toMatchObject({ state: 'interrupted', attempts: 2 });
    expect(tracker.events(first)).toEqual([
      { at: 1_000_000, kind: 'abandoned', reason: 'worker ended by SIGKILL', before: null },
    ]);
  });

  it('can be taken back, keeps its number, and is run again only when asked', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'me', provenance);
    tracker.complete(first, 'me', resultOf(50));
    expect(tracker.invalidate([first, second], 'labels were shuffled')).toBe(1);
    expect(tracker.get(first)).toMatchObject({ state: 'invalid', result: { accuracy: 50 } });
    expect(tracker.claim([first], 'me', provenance)).toBeUndefined();
    expect(tracker.requeue(keys, ['failed', 'stale'], 'again')).toBe(0);
    expect(tracker.requeue(keys, ['invalid'], 'again')).toBe(1);
    expect(tracker.get(first)).toMatchObject({ state: 'queued', result: null, owner: null });
    expect(tracker.events(first).map(({ kind, reason }) => [kind, reason])).toEqual([
      ['invalidated', 'labels were shuffled'],
      ['requeued', 'again'],
    ]);
    expect(tracker.events(first)[1]!.before).toMatchObject({ state: 'invalid', accuracy: 50, metrics: { top5: 99.5 } });
    expect(tracker.claim([first], 'me', provenance)).toBe(first);
  });

  it('is found again by the same list only from where the last claim was, then from the beginning', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    expect(tracker.claim(keys, 'me', provenance)).toBe(first);
    expect(tracker.claim(keys, 'me', provenance)).toBe(second);
    tracker.release('me', first);
    expect(tracker.claim(keys, 'me', provenance)).toBe(third);
    expect(tracker.claim(keys, 'me', provenance)).toBe(first);
    expect(tracker.claim(keys, 'me', provenance)).toBeUndefined();
  });
});

describe('the tracker', () => {
  it('reads the runs that pass a filter, in an order that no run time has a part in', () => {
    const { tracker } = newTracker();
    const all = [
      cellWith({ dataset: 'pets', seed: 2 }),
      cellWith({ dataset: 'eurosat', shots: 16 }),
      cellWith({ dataset: 'pets', seed: null }),
      cellWith({ dataset: 'eurosat', shots: 1 }),
      cellWith({ dataset: 'pets', seed: 1 }, 'alpha=1'),
      cellWith({ dataset: 'pets', method: 'coop', backbone: 'ViT-B/32' }),
    ];
    tracker.enqueue(all, 'test');
    const line = ({ identity, variant }: (typeof all)[number]) =>
      [identity.dataset, identity.shots, identity.method, variant, identity.seed].join(' ');
    expect(tracker.runs().map(line)).toEqual([
      'eurosat 1 taskres  1',
      'eurosat 16 taskres  1',
      'pets 16 coop  1',
      'pets 16 taskres  ',
      'pets 16 taskres  2',
      'pets 16 taskres alpha=1 1',
    ]);
    expect(tracker.runs({ shots: [1, 2], datasets: ['eurosat'] }).map(line)).toEqual(['eurosat 1 taskres  1']);
    expect(tracker.runs({ methods: ['coop'] })).toHaveLength(1);
    expect(tracker.runs({ backbones: ['ViT-B/32'] })).toHaveLength(1);
    expect(tracker.runs({ states: ['done'] })).toEqual([]);
    expect(tracker.runs({ protocols: ['fixed'], states: ['queued', 'done'] })).toHaveLength(6);
    expect(tracker.runs({ keys: [] })).toEqual([]);
  });

  it('tells when another connection has written', () => {
    const { tracker, file } = newTracker();
    const reader = Tracker.openReadOnly(file);
    onTestFinished(() => reader.close());
    const before = reader.dataVersion();
    expect(reader.dataVersion()).toBe(before);
    tracker.enqueue(cells, 'test');
    expect(reader.dataVersion()).not.toBe(before);
    expect(reader.counts().queued).toBe(3);
    expect(() => reader.enqueue([cellWith({ seed: 99 })], 'test')).toThrow('readonly');
  });

  it('refuses results that are no results, and keeps the run claimed', () => {
    const { tracker } = newTracker();
    tracker.enqueue(cells, 'test');
    tracker.claim([first], 'me', provenance);
    const complete = (changes: object) => () => tracker.complete(first, 'me', { ...resultOf(50), ...changes });
    const name = `the result of run ${first.slice(0, 12)} does not fit: `;
    expect(complete({ accuracy: Number.NaN })).toThrow(
      `${name}accuracy is NaN, expected number, received NaN; look for a diverged training or a bug in the method`,
    );
    expect(complete({ accuracy: 100.5 })).toThrow(`${name}accuracy is 100.5, expected number to be <=100`);
    expect(complete({ metrics: { loss: Infinity } })).toThrow(`${name}metrics.loss is Infinity`);
    expect(complete({ details: { lr: [Number.NaN] } })).toThrow('expected a JSON object without NaN and infinities');
    expect(complete({ details: [] })).toThrow(`${name}details is []`);
    expect(complete({ testCount: undefined })).toThrow(`${name}testCount is undefined`);
    expect(tracker.get(first)).toMatchObject({ state: 'running', result: null });
  });

  it('refuses identities that make no sense, and then adds no row at all', () => {
    const { tracker } = newTracker();
    const enqueue = (changes: object) => () => tracker.enqueue([cells[0]!, cellWith(changes)], 'test');
    expect(enqueue({ shots: -1 })).toThrow(
      'the identity of a run does not fit: shots is -1, expected number to be >=0; correct the plan',
    );
    expect(enqueue({ protocol: 'guess' })).toThrow('protocol is "guess"');
    expect(enqueue({ seed: 0.5 })).toThrow('seed is 0.5');
    expect(enqueue({ config: { alpha: Number.NaN } })).toThrow('config is {"alpha":null}, expected a JSON object');
    expect(enqueue({ engine: { ...identity.engine, executor: '' } })).toThrow('engine.executor is ""');
    expect(tracker.counts().queued).toBe(0);
  });
});
