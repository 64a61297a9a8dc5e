import { openaiPreprocess } from '@shotbench/clip';
import { FeatureCache, type FeatureSet } from '@shotbench/feature-cache';
import { type AnyMethod, Random } from '@shotbench/few-shot';
import { syntheticTextModel } from '@shotbench/few-shot/testing';
import { findMethod, METHODS } from '@shotbench/method-registry';
import { float32 } from '@shotbench/tensor';
import { describe, expect, it } from 'vitest';

import { featureFolder } from '../../test/feature-folder.ts';
import { temporaryFolder } from '../../test/shotbench.ts';
import { TextModels } from '../text-model/text-models.ts';
import type { CellImages } from './cell-images.ts';
import { type PlannedCell, planSweep } from './plan.ts';
import type { EvaluationRequest } from './request.ts';
import { runCell } from './run-cell.ts';

const quiet = { threads: 1, signal: new AbortController().signal, onProgress: () => undefined };

/** A method and settings as one cell of a small set. */
function cellOf(
  method: AnyMethod,
  settings: Readonly<Record<string, unknown>>,
  evaluation?: EvaluationRequest,
): [FeatureSet, PlannedCell] {
  const folder = temporaryFolder();
  const cache = new FeatureCache(folder);
  cache.importFolder(featureFolder(folder, 'animals'), {});
  const request = {
    ...{ features: ['animals'], methods: [{ method: method.id, config: settings }], shots: [4], seeds: [1] },
    ...{ executor: 'onnx' as const, evaluation },
  };
  const { cells, refusals } = planSweep(request, cache, { hasTextEncoder: () => true, hasImages: () => true });
  expect(refusals).toEqual([]);
  return [cache.open('animals'), cells[0]!];
}

/** Runs the cell and tells in which order the fit ran and test images were opened. */
async function eventsOf(
  method: AnyMethod,
  settings: Readonly<Record<string, unknown>> = {},
  evaluation?: EvaluationRequest,
): Promise<string[]> {
  const [set, cell] = cellOf(method, settings, evaluation);
  const events: string[] = [];
  const tunesImages = method.needs.includes('image-encoder');
  const ids = (split: string, count: number) => Array.from({ length: count }, (_, i) => `${split}/${i}.png`);
  const watchedSet: FeatureSet = {
    ...set,
    test(shots) {
      events.push('test');
      return set.test(shots);
    },
    ...(tunesImages && {
      drawnIds: (shots: number, seed?: number) => ({
        train: ids('train', set.train(shots, seed).count),
        validation: [],
      }),
      testIds: () => ids('test', set.test(4).count),
    }),
  };
  const watchedMethod: AnyMethod = {
    ...cell.method,
    async fit(task, config, context) {
      events.push('fit');
      const { textModel: _, images: __, ...data } = task;
      expectPlainData(data);
      const classifier = await cell.method.fit(task, config, context);
      events.push('fitted');
      return classifier;
    },
  };
  const textModel = syntheticTextModel({ embedDim: set.featureDim, hasImages: true });
  const { result } = await runCell(
    { ...cell, method: watchedMethod },
    {
      ...quiet,
      set: watchedSet,
      openTarget: () => watchedSet,
      textModel,
      cellImages: tunesImages
        ? { preprocessing: openaiPreprocess(textModel.config.vision.imageSize), images: noiseImages(events) }
        : undefined,
    },
  );
  expect(result.testCount).toBe(evaluation && 'targets' in evaluation ? 200 : 100);
  return events;
}

/** Images of noise, and a note of which split each list of them is of. */
function noiseImages(events: string[]): CellImages['images'] {
  return {
    open(_name, ids, { size }) {
      events.push(...new Set(ids.map((id) => `${id.split('/')[0]} images`)));
      const random = new Random(1);
      const pixels = (indices: ArrayLike<number>) => {
        const data = Float32Array.from({ length: indices.length * 3 * size ** 2 }, () => random.normal());
        return Promise.resolve(float32([indices.length, 3, size, size], data));
      };
      return Promise.resolve({ count: ids.length, centre: pixels, views: pixels });
    },
  };
}

/** Numbers and strings in arrays and plain objects: nothing that could be called or that leads to a file. */
function expectPlainData(value: unknown): void {
  expect(typeof value).not.toBe('function');
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(value));
  for (const member of Object.values(value)) expectPlainData(member);
}

describe('runCell', () => {
  /** What the defaults leave no room for in features of 8 numbers. */
  const settings: Readonly<Record<string, object>> = { cocoop: { reduction: 2, epochs: 1 } };
  it.each(METHODS.map((method) => [method.id, method] as const))(
    'opens test images after the fit of %s has ended, which is given data alone',
    { timeout: 120_000 },
    async (_, method) => {
      const expected = method.needs.includes('image-encoder')
        ? ['train images', 'fit', 'fitted', 'test', 'test images']
        : ['fit', 'fitted', 'test'];
      expect(await eventsOf(method, { ...settings[method.id] })).toEqual(expected);
    },
  );

  it.each(['tip-adapter', 'tip-adapter-f'])('opens them before the fit of %s only under test-oracle', async (id) => {
    const method = METHODS.find((candidate) => candidate.id === id)!;
    expect(await eventsOf(method, { selectOn: 'test-oracle' })).toEqual(['test', 'fit', 'fitted', 'test']);
    expect(cellOf(method, { selectOn: 'test-oracle' })[1].identity.protocol).toBe('test-oracle');
  });

  it.each<EvaluationRequest>([
    { kind: 'base-to-novel' },
    { kind: 'transfer', targets: ['animals'] },
    { kind: 'shifted', targets: ['animals'] },
  ])('opens those of both sides after the fit in %o', async (evaluation) => {
    const method = METHODS.find(({ id }) => id === 'clip-adapter')!;
    expect(await eventsOf(method, { epochs: 2 }, evaluation)).toEqual(['fit', 'fitted', 'test', 'test']);
  });

  it.each<[EvaluationRequest, string[]]>([
    [{ kind: 'base-to-novel' }, ['cat', 'dog']],
    [{ kind: 'transfer', targets: ['animals'] }, ['ant', 'bee', 'cat', 'dog']],
  ])('checks the classes to come before the fit in %o', async (evaluation, names) => {
    const [set, cell] = cellOf(
      METHODS.find(({ id }) => id === 'zero-shot')!,
      {},
      evaluation,
    );
    const method: AnyMethod = {
      ...cell.method,
      checkClasses(classNames) {
        throw new Error(`not ${classNames.join(', ')}`);
      },
      fit: () => Promise.reject(new Error('fitted')),
    };
    const running = runCell({ ...cell, method }, { ...quiet, set, openTarget: () => set });
    await expect(running).rejects.toThrow(`not ${names.join(', ')}`);
  });

  it('gives a method the text model of its set', async () => {
    const [set, cell] = cellOf(
      METHODS.find(({ id }) => id === 'zero-shot')!,
      {},
    );
    const [textModel] = (
      await new TextModels(undefined).load([{ ...set, backbone: 'picto', featureDim: 128 }])
    ).values();
    const seen: unknown[] = [];
    const method: AnyMethod = {
      ...cell.method,
      fit(task, config, context) {
        seen.push(task.textModel);
        return cell.method.fit(task, config, context);
      },
    };
    for (const given of [textModel, undefined]) {
      await runCell({ ...cell, method }, { ...quiet, set, openTarget: () => set, textModel: given });
    }
    expect(seen).toEqual([textModel, undefined]);
    expect(textModel!.tokenizer.tokenize(['a cat'], { contextLength: 8 }).ids).toHaveLength(8);
  });
});

describe('the views of a cell', () => {
  it('are the first of those that the set has', async () => {
    const [set, cell] = cellOf(findMethod('taskres'), { epochs: 2 });
    const seen: number[][] = [];
    const method: AnyMethod = {
      ...cell.method,
      fit(task, config, context) {
        seen.push(task.train.views.map(({ data }) => data[0]!));
        return cell.method.fit(task, config, context);
      },
    };
    const rows = set.train(4);
    // Each view has its whole length in one more column of the first image.
    const views = [1, 2, 3].map((v) => {
      const view = new Float32Array(rows.features);
      view.fill(0, 0, set.featureDim);
      view[0] = 0.6;
      view[v] = 0.8 * v;
      return view;
    });
    const viewed: FeatureSet = { ...set, train: () => ({ ...rows, views }) };
    const first = (view: Float32Array): number => view[0]! / Math.hypot(...view.subarray(0, set.featureDim));
    for (const count of [undefined, 2, 1]) {
      const identity = { ...cell.identity, ...(count !== undefined && { views: count }) };
      await runCell({ ...cell, identity, method }, { ...quiet, set: viewed, openTarget: () => viewed });
    }
    expect(seen.map((values) => values.length)).toEqual([3, 2, 1]);
    expect(seen[1]![1]).toBeCloseTo(first(views[1]!), 6);
    expect(seen[2]![0]).toBeCloseTo(first(rows.features), 6);
  });
});
