import { ShotbenchError } from '@shotbench/errors';
import { comparisonSheet, formatComparisonCsv, formatLatex, formatMarkdown } from '@shotbench/tracker';

import type { Source } from '../source.ts';
import type { Extension } from '../view-api.ts';
import type { CompareQuery } from './compare-api.ts';
import { differenceFigure } from './difference-figure.ts';
import { methodsCompared } from './methods-compared.ts';
import { runsCompared } from './runs-compared.ts';
import { formatSamplesCsv } from './format-samples-csv.ts';

/**
 * A comparison as a file: of methods in every format, of runs as JSON, or their samples as CSV.
 * @throws ShotbenchError `COMPARE_DOCUMENT` for runs in another format, and what finding methods and runs throws.
 */
export function compareDocument(source: Source, asked: CompareQuery, extension: Extension): string {
  const { first, second, ...methods } = asked;
  if (first !== undefined && second !== undefined) {
    const compared = runsCompared(source, first, second);
    if (extension === 'json') return `${JSON.stringify(compared)}\n`;
    if (extension === 'csv') return formatSamplesCsv(compared.parts);
    throw new ShotbenchError(
      'COMPARE_DOCUMENT',
      `two runs are not exported as ${extension}; expected csv or json, or two methods; leave out first and second`,
    );
  }
  const { comparisons } = methodsCompared(source.snapshot, methods);
  if (extension === 'csv') return formatComparisonCsv(comparisons);
  if (extension === 'md') return formatMarkdown(comparisonSheet(comparisons));
  if (extension === 'tex') return formatLatex(comparisonSheet(comparisons));
  if (extension === 'svg') return differenceFigure(comparisons);
  return `${JSON.stringify(comparisons, null, 2)}\n`;
}
