import { type Disagreement, mergeDatabases, type RunRow, Tracker } from '@shotbench/tracker';

import type { Findings } from './check-results.ts';

/** Merges databases into one and says what came of it; results with other numbers are what is wrong. */
export function mergeResults(others: readonly string[], into: string): Findings {
  const { added, replaced, kept, disagreements } = mergeDatabases(others, into);
  const lines = [`${into}: ${added} runs added, ${replaced} replaced by what another had, ${kept} left as they were`];
  if (disagreements.length > 0) {
    const results = disagreements.length === 1 ? '1 result has' : `${disagreements.length} results have`;
    lines.push(`${results} other numbers elsewhere:`, ...describe(disagreements, into));
  }
  return { text: `${lines.join('\n')}\n`, isWrong: disagreements.length > 0 };
}

function describe(disagreements: readonly Disagreement[], into: string): string[] {
  const tracker = Tracker.openReadOnly(into);
  try {
    const rows = new Map(tracker.runs({ keys: disagreements.map(({ key }) => key) }).map((row) => [row.key, row]));
    return disagreements.map(({ key, file, kept, other }) => {
      const numbers = kept === other ? `${kept}, but other metrics in ${file}` : `${kept}, and ${other} in ${file}`;
      return `  ${key.slice(0, 12)} ${nameOf(rows.get(key)!)}: ${numbers}`;
    });
  } finally {
    tracker.close();
  }
}

function nameOf({ identity: { method, dataset, backbone, shots, seed } }: RunRow): string {
  return `${method} on ${dataset}, ${backbone}, ${shots} shots${seed === null ? '' : `, seed ${seed}`}`;
}
