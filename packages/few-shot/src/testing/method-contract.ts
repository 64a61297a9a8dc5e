import { float32 } from '@shotbench/tensor';
import { beforeAll, describe, expect, it } from 'vitest';

import { accuracy, predict } from '../accuracy.ts';
import { type Matrix, matrix, rowsOf, stackRows } from '../matrix.ts';
import type { Classifier, FitContext, Method } from '../method.ts';
import { protocolOf, PROTOCOLS } from '../protocol.ts';
import { searched } from '../search/index.ts';
import { isRange } from '../search/space.ts';
import { type FewShotTask, textFeatures } from '../task.ts';
import { type SyntheticImageTask, syntheticImageTask } from './synthetic-image-task.ts';
import {
  type SyntheticTask,
  syntheticTask,
  type SyntheticTaskOptions,
  syntheticTextTask,
  withTrainingRows,
} from './synthetic-task.ts';

/** Runs the tests that hold for every method, on a small synthetic task. */
export function describeMethodContract<Config>(method: Method<Config>): void {
  const tunesImages = method.needs.includes('image-encoder');
  const make = async (options?: SyntheticTaskOptions) => {
    if (tunesImages) return await syntheticImageTask(options);
    return method.needs.includes('text-encoder') ? await syntheticTextTask(options) : syntheticTask(options);
  };
  let made: SyntheticTask | SyntheticImageTask = syntheticTask();
  let { task, test } = made;
  beforeAll(async () => ({ task, test } = made = await make()));
  /** Rows of test images that a classifier takes, from `start` to before `end`. */
  const testRows = async ({ encode }: Classifier, start = 0, end = test.labels.length): Promise<Matrix> => {
    if (!encode) return rowsOf(test.features, start, end);
    const { shape, data } = (made as SyntheticImageTask).testPixels;
    const size = data.length / test.labels.length;
    return await encode(float32([end - start, ...shape.slice(1)], data.slice(start * size, end * size)));
  };
  const testLogits = async (classifier: Classifier, start?: number, end?: number): Promise<Matrix> =>
    classifier.logits(await testRows(classifier, start, end));
  const fit = (context: Partial<FitContext> = {}, on: FewShotTask = task): Promise<Classifier> =>
    method.fit(on, method.config.parse({}), contextOf(context));

  describe(`${method.id} fulfils the method contract:`, () => {
    it('describes itself', () => {
      expect(method.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(method.title).not.toBe('');
      expect(method.version).toBeGreaterThanOrEqual(1);
      expect(PROTOCOLS).toContain(protocolOf(method, method.config.parse({})));
    });

    it('has a default for every setting and refuses unknown ones', () => {
      expect(method.config.safeParse({}).success).toBe(true);
      expect(method.config.safeParse({ noSuchSetting: 1 }).success).toBe(false);
    });

    it('takes its own settings again once they are completed', () => {
      const config = method.config.parse({});
      expect(method.config.parse(config)).toEqual(config);
    });

    for (const [name, choices] of Object.entries(method.space ?? {})) {
      it(`can be searched for ${name}, its default among the candidates, the first of a list`, () => {
        expect(searched(method).config.parse({}).search.space[name]).toEqual(choices);
        const value = (method.config.parse({}) as Readonly<Record<string, unknown>>)[name];
        if (!isRange(choices)) expect(choices[0]).toEqual(value);
        else expect(value).toBe(Math.min(choices.high, Math.max(choices.low, value as number)));
      });
    }

    it('gives finite logits of the right shape and beats chance', async () => {
      const classifier = await fit();
      const logits = await testLogits(classifier);
      expect([logits.rows, logits.columns]).toEqual([test.labels.length, task.classNames.length]);
      expect(logits.data.every(Number.isFinite)).toBe(true);
      expect(accuracy(predict(logits), test.labels)).toBeGreaterThan(200 / task.classNames.length);
      expect(Number.isInteger(classifier.trainableParameters)).toBe(true);
      expect(classifier.trainableParameters).toBeGreaterThanOrEqual(0);
      expect(JSON.parse(JSON.stringify(classifier.details))).toEqual(classifier.details);
    });

    it('scores each image independently of the others', async () => {
      const classifier = await fit();
      const all = await testLogits(classifier);
      const third = await testLogits(classifier, 2, 3);
      rowsOf(all, 2, 3).data.forEach((logit, i) => expect(third.data[i]).toBeCloseTo(logit, 4));
    });

    it('repeats itself to the last bit with the same seed', async () => {
      const [one, two] = [await fit({ seed: 3 }), await fit({ seed: 3 })];
      expect((await testLogits(one)).data).toEqual((await testLogits(two)).data);
    });

    it('depends on the seed only if it says so', async () => {
      // More images than a batch holds, so that batch order matters, and too hard to be learned without a loss.
      const large = (await make({ shots: 80, spread: 2 })).task;
      const logits = async (seed: number): Promise<Float32Array> => (await testLogits(await fit({ seed }, large))).data;
      const [one, two] = [await logits(1), await logits(2)];
      if (method.usesSeed) expect(one).not.toEqual(two);
      else expect(one).toEqual(two);
    });

    it('gives the same predictions on the plain JavaScript executor', async () => {
      const [onnx, cpu] = [await fit(), await fit({ execution: { executor: 'cpu' } })];
      expect(predict(await testLogits(cpu))).toEqual(predict(await testLogits(onnx)));
    });

    it('serves classes with fewer images than shots, with none, and with one name for all', async () => {
      const rows = [...task.train.labels.keys()].filter((row) => row !== 0 && task.train.labels[row] !== 2);
      const ragged = { ...withTrainingRows(task, rows), classNames: task.classNames.map(() => 'one name') };
      const logits = await testLogits(await fit({}, ragged));
      expect(logits.columns).toBe(task.classNames.length);
      expect(logits.data.every(Number.isFinite)).toBe(true);
    });

    if (method.fitTogether) {
      it('fits together what it fits one by one, to the last bit, and at the same time', async () => {
        const other = (await make({ seed: 2 })).task;
        const fits = variantsOf(method).map(({ config, seed }) => ({ task, config, context: contextOf({ seed }) }));
        fits.push({ task: other, config: method.config.parse({}), context: contextOf({}) });
        fits.push({ task, config: method.config.parse({}), context: contextOf({ signal: AbortSignal.abort() }) });
        const reports: number[] = [];
        const watched = fits.map((one, i) => ({
          ...one,
          context: { ...one.context, onProgress: () => void reports.push(i) },
        }));
        const together = await method.fitTogether!(watched);
        expect(together.map(({ status }) => status)).toEqual(
          fits.map((_, i) => (i + 1 < fits.length ? 'fulfilled' : 'rejected')),
        );
        // Seeds 1 and 2 share a loop, in which each of them is told of every segment.
        expect(reports.indexOf(1)).toBeLessThan(reports.lastIndexOf(0));
        for (const [i, one] of fits.slice(0, -1).entries()) {
          const alone = await method.fit(one.task, one.config, one.context);
          const classifier = (together[i] as PromiseFulfilledResult<Classifier>).value;
          expect(classifier.details).toEqual(alone.details);
          expect(classifier.trainableParameters).toBe(alone.trainableParameters);
          expect(await testLogits(classifier)).toEqual(await testLogits(alone));
        }
      });
    }

    if (method.namesNewClasses) {
      it('gives the same logits when told its own classes, and takes others', async () => {
        const classifier = await fit();
        const { classNames, text } = task;
        const same = await classifier.forClasses!({ classNames, text: text! });
        const [before, after] = [await testLogits(classifier), await testLogits(same)];
        expect([after.rows, after.columns]).toEqual([before.rows, before.columns]);
        before.data.forEach((logit, i) => expect(after.data[i]).toBeCloseTo(logit, 4));
        expect(same.trainableParameters).toBe(classifier.trainableParameters);

        const [one, three] = [rowsOf(text!.asStored, 1, 2), rowsOf(text!.asStored, 3, 4)];
        const some = await same.forClasses!({
          classNames: [classNames[3]!, classNames[1]!],
          text: textFeatures(stackRows([three, one])),
        });
        const logits = await testLogits(some);
        expect([logits.rows, logits.columns]).toEqual([test.labels.length, 2]);
        expect(logits.data.every(Number.isFinite)).toBe(true);
      });
    } else {
      it('names no other classes than those it was trained on', async () => {
        expect((await fit()).forClasses).toBeUndefined();
      });
    }

    if (method.needs.includes('training-images')) {
      it('says what it misses without training images', async () => {
        const bare = { ...withTrainingRows(task, []), shots: 0 };
        await expect(fit({}, bare)).rejects.toThrow('"synthetic" has no training rows at 0 shots; use 1 shot or more');
      });

      it('stops when told to', async () => {
        const stopped = fit({ signal: AbortSignal.abort(new Error('told to stop')) });
        await expect(stopped).rejects.toThrow('told to stop');
      });
    }

    if (method.needs.includes('validation-images')) {
      it('says what it misses without validation images', async () => {
        const none = { features: matrix(new Float32Array(), 16), labels: new Int32Array() };
        await expect(fit({}, { ...task, validation: none })).rejects.toThrow(
          'on validation images, but "synthetic" has none at 4 shots; use a set with validation rows',
        );
      });
    }

    if (method.needs.includes('text-encoder')) {
      it('says what it misses without a text encoder', async () => {
        const { textModel: _, ...without } = task;
        const complaint = tunesImages ? 'tunes inside the image encoder' : 'learns through the text encoder';
        await expect(fit({}, without)).rejects.toThrow(complaint);
      });
    }

    if (tunesImages) {
      it('says what it misses without images', async () => {
        const { images: _, ...without } = task;
        await expect(fit({}, without)).rejects.toThrow('comes without the images themselves');
      });
    }

    if (method.needs.includes('text-features')) {
      it('says what it misses without text', async () => {
        await expect(fit({}, (await make({ hasText: false })).task)).rejects.toThrow('needs text features');
      });
    } else {
      it('does without text', async () => {
        const classifier = await fit({}, (await make({ hasText: false })).task);
        expect((await testLogits(classifier)).rows).toBe(test.labels.length);
      });
    }
  });
}

function contextOf(context: Partial<FitContext>): FitContext {
  return { execution: { threads: 1 }, seed: 1, ...context };
}

/** Two seeds, and each number among the settings at three quarters of its default, where the method takes that. */
function variantsOf<Config>(method: Method<Config>): { readonly config: Config; readonly seed: number }[] {
  const defaults = method.config.parse({});
  const changed = Object.entries(defaults as object).flatMap(([name, value]: [string, unknown]) => {
    const parsed = typeof value === 'number' ? method.config.safeParse({ [name]: 0.75 * value }) : undefined;
    return parsed?.success ? [{ config: parsed.data, seed: 1 }] : [];
  });
  return [{ config: defaults, seed: 1 }, { config: defaults, seed: 2 }, ...changed];
}
