import { ShotbenchError } from '@shotbench/errors';
import { FeatureCache } from '@shotbench/feature-cache';
import { accuracy, predict, type TextModel, unitRows } from '@shotbench/few-shot';
import { loadPrompts, nearestWords, type NearWord, promptClassifier, requireFit } from '@shotbench/prompt-learning';
import { float32 } from '@shotbench/tensor';

import { TextModels } from './text-model/text-models.ts';

export interface PromptsOptions {
  readonly features: string[];
  readonly model?: string;
  readonly threads: number;
  readonly cache: string;
}

const WORDS = 3;

/**
 * Evaluates saved prompts on feature sets and spells their tokens.
 * @throws ShotbenchError `PROMPTS_FILE`, `PROMPTS_MODEL`, `PROMPTS_WITHOUT_MODEL`, `PROMPTS_CLASSES` for class-specific prompts on a set of another number of
 *   classes.
 */
export async function evaluatePrompts(path: string, options: PromptsOptions): Promise<string> {
  const { features, threads } = options;
  const prompts = loadPrompts(path);
  const cache = new FeatureCache(options.cache);
  const sets = features.map((name) => cache.open(name));
  const models = await new TextModels(options.model).load(sets);
  const lines: string[] = [];
  for (const set of sets) {
    const model = models.get(set.name) ?? withoutModel(set.name, prompts.backbone);
    requireFit(prompts, model);
    checkClasses(prompts.context.shape, set);
    const { logitScale } = set;
    const classifier = await promptClassifier(set.classNames, {
      ...prompts,
      model,
      logitScale,
      execution: { threads },
    });
    const test = unitRows(set.test(set.shots[0]!), set.featureDim);
    const percent = accuracy(predict(await classifier.logits(test.features)), test.labels);
    lines.push(`${set.name}: ${percent.toFixed(2)} % of ${test.labels.length} test images\n`);
  }
  const [model] = models.values();
  return [...lines, ...(model ? spelled(prompts.context, model) : [])].join('');
}

/** The tokens of each context, or of each class's. */
function spelled({ shape, data }: ReturnType<typeof loadPrompts>['context'], model: TextModel): string[] {
  if (shape.length === 3) return ['every class has a context of its own, which is not spelled\n'];
  const words = nearestWords(model, float32(shape, data), WORDS);
  const line = (near: readonly NearWord[], token: number): string =>
    `${String(token + 1).padStart(4)}  ${near.map(({ word, distance }) => `${JSON.stringify(word)} ${distance.toFixed(3)}`).join(', ')}\n`;
  return ['the vocabulary’s tokens nearest to each learned one, with their distance\n', ...words.map(line)];
}

function checkClasses(
  shape: readonly number[],
  { name, classNames }: { name: string; classNames: readonly string[] },
): void {
  if (shape.length === 2 || shape[0] === classNames.length) return;
  throw new ShotbenchError(
    'PROMPTS_CLASSES',
    `the prompts are those of ${shape[0]} classes, but feature set "${name}" has ${classNames.length}; use prompts that all classes share`,
  );
}

function withoutModel(name: string, backbone: string): never {
  throw new ShotbenchError(
    'PROMPTS_WITHOUT_MODEL',
    `the prompts were learned through ${backbone}, but no model is given for feature set "${name}"; give it with --model`,
  );
}
