import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

import { type Predictions, type RunIdentity, runKey, type TestSet, type Tracker } from '@shotbench/tracker';

import { cellWith } from './sample-results.ts';

const PLACE = {
  ...{ commit: null, dirty: null, versions: {}, host: 'bench-1', processor: 'a processor' },
  ...{ threads: 2, node: 'v20.20.2', platform: 'linux-x64' },
};

export const ANIMALS = ['Abyssinian', 'Bengal', 'beagle', 'boxer', 'pug', 'Siamese', 'Sphynx', 'Persian'];

/** Equally many images of each class, their ids as paths. */
export function testSetOf(classNames: readonly string[], perClass: number): TestSet {
  const labels = classNames.flatMap((_, label) => Array<number>(perClass).fill(label));
  return {
    classNames,
    labels: Uint16Array.from(labels),
    ids: labels.map((label, i) => `class-${label}/image-${i}.png`),
  };
}

/** Predictions of which about so many are wrong, as the salt decides: each class is taken for one of the next two in the list. */
export function predictionsOf(testSet: TestSet, salt: number, wrongPercent: number): Predictions {
  const C = testSet.classNames.length;
  const percent = (i: number, what: string): number =>
    createHash('sha256').update(`${salt} ${i} ${what}`).digest().readUInt16BE() % 100;
  const classes = testSet.labels.map((label, i) =>
    percent(i, 'wrong') < wrongPercent ? (label + 1 + (percent(i, 'far') > 70 ? 1 : 0)) % C : label,
  );
  const confidences = Float32Array.from(classes, (_, i) => 0.3 + percent(i, 'sure') / 150);
  return { part: '', testSet, classes, confidences, margins: confidences.map((value) => value / 2) };
}

export function accuracyOf({ testSet: { labels }, classes }: Predictions): number {
  return (100 * labels.filter((label, i) => classes[i] === label).length) / labels.length;
}

/** A done run with these predictions, and the accuracy that they have. */
export function recordPredicted(tracker: Tracker, predictions: Predictions, changes: Partial<RunIdentity>): string {
  const cell = cellWith(changes);
  const key = runKey(cell.identity);
  tracker.enqueue([cell], 'test');
  tracker.claim([key], 'me', { ...PLACE, threads: (cell.identity.seed ?? 0) + 1 });
  const numbers = { trainableParameters: 10, fitSeconds: 1, evaluateSeconds: 1, testCount: predictions.classes.length };
  const result = { accuracy: accuracyOf(predictions), metrics: {}, details: {}, ...numbers };
  const images = { train: [`train-${cell.identity.seed}`], validation: [] };
  tracker.complete(key, 'me', result, { predictions: [predictions], images });
  return key;
}

const SETS = { pets: 8, birds: 11, dtd: 14, eurosat: 6, food: 20 } as const;

/** Two methods that were trained, on five datasets with three seeds and predictions of 96 images; and zero-shot, which has no seeds. */
export function fillPredicted(tracker: Tracker): void {
  Object.entries(SETS).forEach(([dataset, wrong], place) => {
    const testSet = testSetOf(ANIMALS, 12);
    for (const seed of [1, 2, 3]) {
      const salt = 100 * place + 7 * seed;
      const where = { dataset, seed };
      recordPredicted(tracker, predictionsOf(testSet, salt, wrong), {
        ...where,
        method: 'taskres',
        config: { alpha: 1 },
      });
      const worse = predictionsOf(testSet, salt + 31, wrong + [9, 6, -4, 1, 14][place]!);
      recordPredicted(tracker, worse, { ...where, method: 'linear-probe' });
    }
    recordPredicted(tracker, predictionsOf(testSet, 900 + place, wrong + 12), {
      ...{ dataset, seed: null, method: 'zero-shot' },
    });
  });
}

/** Writes a one-coloured picture for every image of a test set below a folder. */
export function writePictures(folder: string, { ids = [], labels }: TestSet): void {
  ids.forEach((id, i) => {
    mkdirSync(dirname(join(folder, id)), { recursive: true });
    writeFileSync(join(folder, id), png([30 * labels[i]!, 120, 255 - 30 * labels[i]!]));
  });
}

/** A PNG file of 8 × 8 pixels in one colour. */
export function png([red, green, blue]: readonly [number, number, number]): Buffer {
  const line = Buffer.from([0, ...Array.from({ length: 8 }, () => [red, green, blue]).flat()]);
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(8).fill(line)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
