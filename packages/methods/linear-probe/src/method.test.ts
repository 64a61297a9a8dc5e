import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { linearProbe } from './index.ts';

describeMethodContract(linearProbe);

describe('linear probe', () => {
  it('refuses a task without validation images', async () => {
    const { task } = syntheticTask();
    const bare = {
      ...task,
      validation: { features: { rows: 0, columns: 16, data: new Float32Array() }, labels: new Int32Array() },
    };
    const fit = linearProbe.fit(bare, linearProbe.config.parse({}), { execution: {}, seed: 1 });
    await expect(fit).rejects.toThrow(
      'linear-probe chooses C on validation images, but "synthetic" has none at 4 shots',
    );
  });

  it('records what it tried and chose', async () => {
    const { task } = syntheticTask();
    const seen: number[] = [];
    const { details } = await linearProbe.fit(task, linearProbe.config.parse({ searchSteps: 2 }), {
      execution: {},
      seed: 1,
      onProgress: ({ fraction }) => seen.push(fraction),
    });
    const trials = details['trials'] as { validationAccuracy: number }[];
    expect(trials.length).toBeGreaterThanOrEqual(9);
    expect(seen).toHaveLength(trials.length);
    expect(Math.max(...trials.map((t) => t.validationAccuracy))).toBe(details['validationAccuracy']);
  });
});
