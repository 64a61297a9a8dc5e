import type { Line } from './curve-panels.ts';
import { type MethodStyle, methodStyles } from './method-styles.ts';
import type { PrintedLine } from './printed-lines.ts';
import { protocolIndexes, type Series } from './series.ts';

/** How the lines of a figure look. */
export interface Look {
  readonly ours: (line: Line) => MethodStyle;
  readonly printed: (line: PrintedLine) => MethodStyle;
}

/** The look of lines by all methods and protocols that there are, so that none depends on what else is drawn. */
export function lookOf(all: readonly Series[]): Look {
  const styles = methodStyles(all.map(({ method }) => method));
  const indexOf = protocolIndexes(all);
  return { ours: (line) => styles(line.method, indexOf(line)), printed: ({ method }) => styles(method) };
}
