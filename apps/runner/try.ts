import { loadModel, loadTokenizer } from '@shotbench/clip';
import { FeatureCache } from '@shotbench/feature-cache';
import { accuracy, fewShotTask, predict, unitRows } from '@shotbench/few-shot';
import { findMethod } from '@shotbench/method-registry';
import { PICTO_FOLDER } from '@shotbench/picto';
const model = loadModel(PICTO_FOLDER);
const textModel = { backbone: 'picto', config: model.config, weights: model.weights, tokenizer: loadTokenizer(PICTO_FOLDER) };
const cache = new FeatureCache(process.argv[2]!);
for (const name of process.argv[3]!.split(',')) {
  const set = cache.open(name);
  const test = unitRows(set.test(16), set.featureDim);
  for (const id of process.argv[4]!.split(',')) for (const shots of [16]) {
    const method = findMethod(id);
    if (id === 'zero-shot' && shots > 1) continue;
    const config = method.config.parse(JSON.parse(process.argv[5] ?? '{}')) as any;
    if (id === 'zero-shot') method.config.parse({});
    const t = performance.now();
    const task = { ...fewShotTask(set, id === 'zero-shot' ? 0 : shots, 1, 'few-shot-val'), textModel };
    const c = await method.fit(task, id === 'zero-shot' ? method.config.parse({}) : config, { execution: { threads: Number(process.env["T"] ?? 2) }, seed: 1 });
    const f = performance.now();
    const acc = accuracy(predict(await c.logits(test.features)), test.labels);
    console.log(name, set.classNames.length, id, shots, acc.toFixed(2), 'val', accuracy(predict(await c.logits(task.validation.features)), task.validation.labels).toFixed(2), ((f - t) / 1000).toFixed(1) + 's', ((performance.now() - f) / 1000).toFixed(1) + 's', JSON.stringify(c.details).slice(0, 150));
  }
}
for (const s of (globalThis as any).profs ?? []) (await s).endProfiling();
