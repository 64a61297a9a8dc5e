import { existsSync } from 'node:fs';

import { FeatureCache } from '@shotbench/feature-cache';
import {
  compareWithPaper,
  type Comparison,
  findPaperTable,
  formatComparison,
  formatComparisonCsv,
  formatComparisonJson,
  formatComparisonMarkdown,
  narrowTable,
  type OurResult,
  PAPER_TABLES,
  type PaperTable,
} from '@shotbench/paper-results';
import { ourResults } from '@shotbench/run-reports';
import { Tracker } from '@shotbench/tracker';

import type { ReproduceOptions } from '../commands/reproduce.ts';
import { formatSteps, formatTableList } from './format-reproduction.ts';
import { missingSteps } from './missing-steps.ts';
import { presentSets } from './present-sets.ts';

/** What a comparison comes to. */
export interface Reproduction {
  readonly output: string;
  /** 1 where a number of ours is off, else 0. */
  readonly exitCode: number;
}

/** A paper's table beside ours with what is missing, or the tables that there are. */
export function reproduce(id: string | undefined, options: ReproduceOptions): Reproduction {
  if (id === undefined) return { output: tableList(options), exitCode: 0 };
  const { backbone, shots, cache, format } = options;
  const table = narrowTable(findPaperTable(id), { ...(backbone && { backbone }), ...(shots && { shots }) });
  const [ours] = resultsOf([table], options.db);
  const comparison = compareWithPaper(table, ours!, toleranceOf(options));
  const steps = missingSteps(comparison, presentSets(new FeatureCache(cache), table));
  return { output: formatted(comparison, formatSteps(steps), format), exitCode: comparison.counts.off > 0 ? 1 : 0 };
}

function formatted(comparison: Comparison, missing: string, format: ReproduceOptions['format']): string {
  if (format === 'csv') return formatComparisonCsv(comparison);
  if (format === 'json') return formatComparisonJson(comparison, { missing: missing.split('\n') });
  if (format === 'text') return [formatComparison(comparison), ...(missing && [missing])].join('\n');
  const block = missing === '' ? [] : [`### What is missing\n\n\`\`\`bash\n${missing}\`\`\`\n`];
  return [formatComparisonMarkdown(comparison), ...block].join('\n');
}

function tableList(options: ReproduceOptions): string {
  const results = resultsOf(PAPER_TABLES, options.db);
  const comparisons = PAPER_TABLES.map((table, i) => compareWithPaper(table, results[i]!, toleranceOf(options)));
  return formatTableList(comparisons, options.format);
}

function toleranceOf({ tolerance }: ReproduceOptions) {
  return tolerance === undefined ? {} : { tolerance };
}

/** Our results for each of the tables; none where there is no database yet, which the command says. */
function resultsOf(tables: readonly PaperTable[], db: string): OurResult[][] {
  if (!existsSync(db)) return tables.map(() => []);
  const tracker = Tracker.openReadOnly(db);
  try {
    return tables.map((table) => ourResults(tracker, table));
  } finally {
    tracker.close();
  }
}
