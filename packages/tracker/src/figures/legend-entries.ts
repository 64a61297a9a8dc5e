import type { Line } from './curve-panels.ts';
import type { LegendEntry } from './draw-legend.ts';
import type { Look } from './look.ts';
import type { PrintedLine } from './printed-lines.ts';
import { seriesOf } from './series.ts';

/** What stands in the legend: our lines in the order of the tables, then the printed ones in that of the paper. */
export function legendEntries(lines: readonly Line[], printed: readonly PrintedLine[], look: Look): LegendEntry[] {
  const ours = seriesOf(lines).map((line) => ({ name: nameOf(line, lines), style: look.ours(line), printed: false }));
  const theirs = [...new Map(printed.map((line) => [line.name, line])).values()].map((line) => ({
    ...{ name: `${line.name}, printed`, style: look.printed(line), printed: true },
  }));
  return [...ours, ...theirs];
}

/** The method, with its protocol where it has several. */
function nameOf({ method, protocol }: Line, lines: readonly Line[]): string {
  const isOne = lines.every((line) => line.method !== method || line.protocol === protocol);
  return isOne ? method : `${method} (${protocol})`;
}
