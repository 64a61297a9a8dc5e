import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeatureCache } from '@shotbench/feature-cache';
import { accuracy, fewShotTask, predict, unitRows } from '@shotbench/few-shot';
import { taskRes } from '../src/index.ts';
const cache = new FeatureCache(mkdtempSync(join(tmpdir(), 'recipe-')));
for (const dataset of ['dtd', 'caltech101', 'oxford-pets']) {
  cache.importFolder(join('/work/shared/data/real-clip-vitb32', dataset), { name: dataset });
  const set = cache.open(dataset);
  for (const shots of [1, 4, 16]) {
    const task = fewShotTask(set, shots, 1);
    const test = unitRows(set.test(shots), set.featureDim);
    for (const s of [{ base: 'regular' }, ...[1e-5, 3e-5, 1e-4, 3e-4, 1e-3].map((baseLearningRate) => ({ base: 'enhanced', baseLearningRate }))]) {
      const line = [dataset, shots, JSON.stringify(s)];
      for (const more of [{ epochs: 1 }, {}]) {
        const c = await taskRes.fit(task, taskRes.config.parse({ textNorm: 9, ...s, ...more }), { execution: { threads: 1 }, seed: 1 });
        const acc = async (r: typeof test) => accuracy(predict(await c.logits(r.features)), r.labels).toFixed(2);
        line.push(more.epochs ? 'base' : 'taskres', await acc(task.validation), await acc(test));
      }
      console.log(line.join(' '));
    }
  }
}
