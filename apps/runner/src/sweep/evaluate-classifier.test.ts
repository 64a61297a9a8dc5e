import { FeatureCache, type FeatureSet } from '@shotbench/feature-cache';
import {
  type Classifier,
  type FewShotTask,
  fewShotTask,
  type Matrix,
  matrix,
  normalizeRows,
  unitRows,
} from '@shotbench/few-shot';
import { findMethod } from '@shotbench/method-registry';
import type { Evaluation, Predictions } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { featureFolder } from '../../test/feature-folder.ts';
import { temporaryFolder } from '../../test/shotbench.ts';
import { evaluateClassifier, trainingSet } from './evaluate-classifier.ts';

/** A set of four animals, and others with some of them in another order, and with other animals. */
function openSets(): (name: string) => FeatureSet {
  const folder = temporaryFolder();
  const cache = new FeatureCache(folder);
  cache.importFolder(featureFolder(folder, 'animals'), {});
  const shifted = featureFolder(folder, 'drawn', { classNames: ['dog', 'cat', 'ant', 'bee'], phase: 50 });
  cache.importFolder(shifted, {});
  cache.importFolder(featureFolder(folder, 'birds', { classNames: ['auk', 'bat', 'coot', 'duck'], phase: 70 }), {});
  return (name) => cache.open(name);
}

function fitZeroShot(task: FewShotTask): Promise<Classifier> {
  return findMethod('zero-shot').fit(task, {}, { execution: { threads: 1 }, seed: 1 });
}

/** The slow way: percent of the images of some classes that are nearest to the text of their own class among these. */
function nearestText(set: FeatureSet, classes: readonly number[], text: Matrix, textRow = (c: number) => c): number {
  const { features, labels } = unitRows(set.test(4), set.featureDim);
  const D = set.featureDim;
  const [seen, right] = [[] as number[], [] as number[]];
  labels.forEach((label, row) => {
    if (!classes.includes(label)) return;
    const cosines = classes.map((c) => {
      let dot = 0;
      for (let d = 0; d < D; d++) dot += features.data[row * D + d]! * text.data[textRow(c) * D + d]!;
      return dot;
    });
    seen.push(row);
    if (classes[cosines.indexOf(Math.max(...cosines))] === label) right.push(row);
  });
  return (100 * right.length) / seen.length;
}

function percentRight({ classes, testSet }: Predictions): number {
  return (100 * classes.filter((c, i) => c === testSet.labels[i]).length) / classes.length;
}

const textOf = (set: FeatureSet): Matrix => normalizeRows(matrix(set.text()!, set.featureDim));

async function evaluated(evaluation: Evaluation | undefined, open: (name: string) => FeatureSet) {
  const set = open('animals');
  const identity = { method: 'zero-shot', shots: 4, evaluation };
  const classifier = await fitZeroShot(fewShotTask(trainingSet(identity, set), 4));
  return evaluateClassifier(classifier, identity, { set, openTarget: open });
}

describe('evaluateClassifier', () => {
  it('tests both halves of the classes, each among its own', async () => {
    const open = openSets();
    const set = open('animals');
    const { score, predictions } = await evaluated({ kind: 'base-to-novel' }, open);
    const { accuracy, metrics, testCount } = score;
    const [base, novel] = [nearestText(set, [0, 1], textOf(set)), nearestText(set, [2, 3], textOf(set))];
    expect(metrics).toMatchObject({ base, novel });
    expect(metrics['harmonicMean']).toBeCloseTo((2 * base * novel) / (base + novel), 10);
    expect([accuracy, testCount]).toEqual([base, 100]);
    expect(base).not.toBe(novel);
    expect(predictions.map(({ part, testSet }) => [part, testSet.classNames])).toEqual([
      ['', ['ant', 'bee']],
      ['novel', ['cat', 'dog']],
    ]);
    expect(predictions.map(percentRight)).toEqual([base, novel]);
  });

  it('tests shifted images of the same classes by name, with the text of the source', async () => {
    const open = openSets();
    const [set, drawn] = [open('animals'), open('drawn')];
    const evaluation = { kind: 'shifted', targets: [{ name: 'drawn', hash: drawn.hash }] } as const;
    const { score, predictions } = await evaluated(evaluation, open);
    const { accuracy, metrics, testCount } = score;
    const all = [0, 1, 2, 3];
    const target = nearestText(drawn, all, textOf(set), (c) => set.classNames.indexOf(drawn.classNames[c]!));
    const source = nearestText(set, all, textOf(set));
    expect(metrics).toEqual({ source, 'target:drawn': target, targetMean: target });
    expect([accuracy, testCount]).toEqual([target, 200]);
    expect(predictions.map((each) => [each.part, percentRight(each)])).toEqual([
      ['', source],
      ['drawn', target],
    ]);
    expect(predictions[1]!.testSet.classNames).toEqual(drawn.classNames);
  });

  it('tests other classes by their own text, and averages over targets', async () => {
    const open = openSets();
    const targets = ['birds', 'drawn'].map((name) => ({ name, hash: open(name).hash }));
    const { score, predictions } = await evaluated({ kind: 'transfer', targets }, open);
    const { accuracy, metrics } = score;
    const own = targets.map(({ name }) => nearestText(open(name), [0, 1, 2, 3], textOf(open(name))));
    expect([metrics['target:birds'], metrics['target:drawn']]).toEqual(own);
    expect(accuracy).toBe((own[0]! + own[1]!) / 2);
    expect(predictions.slice(1).map((each) => [each.part, percentRight(each)])).toEqual([
      ['birds', own[0]],
      ['drawn', own[1]],
    ]);
  });

  it('says so when a classifier with its settings names no other classes', async () => {
    const set = openSets()('animals');
    const identity = { method: 'm', shots: 4, evaluation: { kind: 'base-to-novel' } } as const;
    const { forClasses: _, ...bound } = await fitZeroShot(fewShotTask(trainingSet(identity, set), 4));
    await expect(evaluateClassifier(bound, identity, { set, openTarget: () => set })).rejects.toThrow(
      'm with these settings cannot name classes that it was not trained on, such as those of "animals"; use other settings',
    );
  });
});
