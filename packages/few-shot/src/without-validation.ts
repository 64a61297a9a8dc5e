import { float32 } from '@shotbench/tensor';

import { matrix } from './matrix.ts';
import type { FewShotTask } from './task.ts';
import type { TaskImages } from './task-images.ts';

/** The task as a method with fixed settings gets it: without the images that settings are chosen on. */
export function withoutValidation(task: FewShotTask): FewShotTask {
  const features = matrix(new Float32Array(), task.validation.features.columns);
  return {
    ...task,
    protocol: 'fixed',
    validation: { features, labels: new Int32Array() },
    ...(task.images && { images: { ...task.images, validation: noImages } }),
  };
}

const noImages: TaskImages['validation'] = () => Promise.resolve(float32([0], []));
