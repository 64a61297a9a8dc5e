import { collectGarbage, type Garbage } from '@shotbench/feature-cache';

import { formatBytes } from '../pull/format-bytes.ts';

/** Removes what no set of a cache needs, or says what would be removed. */
export function collectCache(
  folder: string,
  { dryRun, days }: { readonly dryRun: boolean; readonly days?: number | undefined },
): string {
  const { removed, held } = collectGarbage(folder, { now: Date.now(), dryRun, unusedDays: days });
  const lines = removed.map(({ path, bytes, why }) => `${path}  ${formatBytes(bytes)}  ${why}`);
  const what = `${removed.length} ${removed.length === 1 ? 'thing' : 'things'} of ${formatBytes(sizeOf(removed))}`;
  lines.push(dryRun ? `would remove ${what} from ${folder}` : `removed ${what} from ${folder}`);
  if (held.length > 0) {
    lines.push(
      `${held.length} of ${formatBytes(sizeOf(held))} stay, because an import may be writing; run it again when it has ended, or in an hour if it was killed`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function sizeOf(garbage: readonly Garbage[]): number {
  return garbage.reduce((sum, { bytes }) => sum + bytes, 0);
}
