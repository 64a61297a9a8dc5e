import type { Panel } from './curve-panels.ts';

export interface LineChoice {
  /** As the tables call them. Default: all. */
  readonly methods?: readonly string[] | undefined;
  /** Whether what is printed for other methods stays too. Default false. */
  readonly allPrinted?: boolean | undefined;
  /** The dataset of the only panel, or `average`. Default: all panels. */
  readonly panel?: string | undefined;
}

/**
 * Panels with the lines of some methods alone; what is printed stays where one of the methods, whatever its settings, is the paper's.
 * Numbers stay as they are, and panels without any line of ours left are left out.
 */
export function chooseLines(
  panels: readonly Panel[],
  { methods, allPrinted = false, panel: wanted }: LineChoice,
): Panel[] {
  const chosen = wanted === undefined ? panels : panels.filter((panel) => panel === findPanel(panels, wanted));
  if (methods === undefined) return [...chosen];
  const shown = new Set(methods);
  const ids = new Set(methods.map(methodOf));
  return chosen
    .map((panel) => ({
      ...panel,
      lines: panel.lines.filter(({ method }) => shown.has(method)),
      printed: panel.printed.filter(({ method }) => allPrinted || ids.has(method)),
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** The panel of a dataset, or for `average` that of the average; undefined where there is none. */
export function findPanel(panels: readonly Panel[], name: string): Panel | undefined {
  const named = panels.filter((panel) => panel.name === name);
  return named.find(({ averages }) => averages > 0) ?? named[0];
}

/** The method's id without what follows it in the tables: `taskres` of `taskres (alpha=1) [cpu]`. */
function methodOf(label: string): string {
  return label.split(/ [([#]/)[0]!;
}
