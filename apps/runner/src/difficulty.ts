import { ShotbenchError } from '@shotbench/errors';
import { FeatureCache, type FeatureSet } from '@shotbench/feature-cache';
import {
  accuracy,
  classCosines,
  classSeparability,
  type LabelledFeatures,
  linearLogits,
  matrix,
  predict,
  relativeTransferDifficulty,
  textFeatures,
  unitRows,
} from '@shotbench/few-shot';

/**
 * How hard feature sets are for their model, one a line, and below that why something can't be said. Told from the test images with their
 * labels, so nothing that fits a method may import this.
 * @param names all sets of the cache where there are none.
 */
export async function featureDifficulty(names: readonly string[], folder: string): Promise<string> {
  const cache = new FeatureCache(folder);
  const wanted = names.length > 0 ? [...new Set(names)] : cache.list().map(({ name }) => name);
  if (wanted.length === 0) {
    return `no feature sets in ${folder}; add one with "shotbench features import FOLDER --name NAME"\n`;
  }
  // All names are looked up before anything is computed.
  const sets = wanted.map((name) => cache.open(name));
  const [lines, remarks]: [string[][], string[]] = [[], []];
  for (const set of sets) {
    const { line, remark } = await describe(set);
    lines.push(line);
    remarks.push(...remark);
  }
  return [formatTable([HEADER, ...lines]), ...remarks, NOTE].map((text) => `${text}\n`).join('');
}

const NOTE = 'told from test images and their labels: describes sets, and nothing may be chosen by it';

const HEADER = ['features', 'classes', 'test', 'zero-shot', 'RTD', 'intra', 'inter', 'separability'];

async function describe(set: FeatureSet): Promise<{ line: string[]; remark: string[] }> {
  const test = unitRows(set.test(set.testPerShots ? set.shots.at(-1)! : 0), set.featureDim);
  const classes = set.classNames.length;
  const zeroShot = await zeroShotAccuracy(set, test);
  const separability = separabilityOf(test);
  return {
    line: [
      ...[set.name, String(classes), String(test.labels.length)],
      ...(zeroShot === undefined ? ['-', '-'] : [zeroShot.toFixed(2), difficultyOf(classes, zeroShot)]),
      ...separability.texts,
    ],
    remark: separability.remark === undefined ? [] : [`${set.name}: ${separability.remark}`],
  };
}

/** Percent; undefined for a set without text. */
async function zeroShotAccuracy(set: FeatureSet, { features, labels }: LabelledFeatures): Promise<number | undefined> {
  const text = set.text();
  if (!text) return undefined;
  const { normalized: weights } = textFeatures(matrix(text, set.featureDim));
  const logits = await linearLogits({ weights, scale: set.logitScale, execution: {} })(features);
  return accuracy(predict(logits), labels);
}

function difficultyOf(classes: number, percent: number): string {
  return relativeTransferDifficulty(classes, percent / 100).toExponential(2);
}

function separabilityOf(test: LabelledFeatures): { texts: string[]; remark?: string } {
  const texts = ['-', '-', '-'];
  try {
    const { intraClass, interClass } = classCosines(test);
    texts[0] = intraClass.toFixed(3);
    texts[1] = interClass.toFixed(3);
    texts[2] = classSeparability({ intraClass, interClass }).toFixed(3);
    return { texts };
  } catch (error) {
    if (!(error instanceof ShotbenchError)) throw error;
    return { texts, remark: error.message };
  }
}

function formatTable(lines: readonly (readonly string[])[]): string {
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join('  '))
    .join('\n');
}
