import { classesSheet, drawConfusions } from '@shotbench/run-reports';
import { comparisonSheet, findRun, formatComparisonCsv, formatLatex, formatMarkdown } from '@shotbench/tracker';

import type { Source } from '../source.ts';
import type { Extension } from '../view-api.ts';
import type { CompareQuery } from './compare-api.ts';
import { differenceFigure } from './difference-figure.ts';
import { methodsCompared } from './methods-compared.ts';
import { runsCompared } from './runs-compared.ts';
import { formatSamplesCsv } from './format-samples-csv.ts';

/**
 * A comparison as a file: of methods, or of two runs, whose CSV has the images that they disagree on, whose tables have their classes, and
 * whose figure has their confusions.
 * @throws ShotbenchError what finding methods and runs throws.
 */
export function compareDocument(source: Source, asked: CompareQuery, extension: Extension): string {
  const { first, second, ...methods } = asked;
  if (first !== undefined && second !== undefined) return runsDocument(source, [first, second], extension);
  const { comparisons } = methodsCompared(source.snapshot, methods);
  if (extension === 'csv') return formatComparisonCsv(comparisons);
  if (extension === 'md') return formatMarkdown(comparisonSheet(comparisons));
  if (extension === 'tex') return formatLatex(comparisonSheet(comparisons));
  if (extension === 'svg') return differenceFigure(comparisons);
  return `${JSON.stringify(comparisons, null, 2)}\n`;
}

function runsDocument(source: Source, prefixes: readonly [string, string], extension: Extension): string {
  const compared = runsCompared(source, ...prefixes);
  const { parts } = compared;
  const [first, second] = [findRun(source.tracker, prefixes[0]), findRun(source.tracker, prefixes[1])];
  switch (extension) {
    case 'json':
      return `${JSON.stringify(compared)}\n`;
    case 'csv':
      return formatSamplesCsv(parts);
    case 'md':
      return formatMarkdown(classesSheet(first, second, parts));
    case 'tex':
      return formatLatex(classesSheet(first, second, parts));
    case 'svg':
      return drawConfusions(first, second, parts);
  }
}
