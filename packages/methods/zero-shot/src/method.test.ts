import { describeMethodContract, syntheticTask } from '@shotbench/few-shot/testing';
import { describe, expect, it } from 'vitest';

import { zeroShot } from './index.ts';

describeMethodContract(zeroShot);

describe('zero-shot', () => {
  it('is the scaled cosine of image and text', async () => {
    const { task, test } = syntheticTask({ classes: 3, featureDim: 8 });
    const classifier = await zeroShot.fit(task, {}, { execution: {}, seed: 1 });
    const logits = await classifier.logits(test.features);
    for (let row = 0; row < 5; row++) {
      for (let c = 0; c < 3; c++) {
        let dot = 0;
        let squares = 0;
        for (let d = 0; d < 8; d++) {
          dot += test.features.data[row * 8 + d]! * task.text!.asStored.data[c * 8 + d]!;
          squares += task.text!.asStored.data[c * 8 + d]! ** 2;
        }
        expect(logits.data[row * 3 + c]).toBeCloseTo((100 * dot) / Math.sqrt(squares), 3);
      }
    }
    expect(classifier.trainableParameters).toBe(0);
  });

  it('needs the text of the classes that it is to name', async () => {
    const { task } = syntheticTask();
    const classifier = await zeroShot.fit(task, {}, { execution: {}, seed: 1 });
    await expect(classifier.forClasses!({ classNames: ['x'] })).rejects.toThrow(
      'zero-shot names new classes by their text features, but the 1 given classes come without; use a set with text',
    );
  });
});
