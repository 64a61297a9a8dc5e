import { type Panel, type Protocol, PROTOCOLS } from '@shotbench/tracker';

/** A method that there are curves of. */
export interface CurveMethod {
  readonly method: string;
  readonly protocols: readonly Protocol[];
  /**
   * Percent at the greatest shot count, of what needs no shots without any: the average over the datasets, or the number of the only dataset.
   * The best of its protocols; null where one of the datasets has no number yet.
   */
  readonly average: number | null;
}

/** All methods of the panels, the best on average first, those without one last. */
export function methodList(panels: readonly Panel[], shots: number): CurveMethod[] {
  const methods = new Map<string, { protocols: Set<Protocol>; average: number | null }>();
  for (const { method, protocol } of panels.flatMap(({ lines }) => lines)) {
    const known = methods.get(method) ?? { protocols: new Set(), average: null };
    known.protocols.add(protocol);
    methods.set(method, known);
  }
  // Where there is no average there is one dataset, or there are old versions of it.
  for (const { method, points } of (panels.find(({ averages }) => averages > 0) ?? panels[0])?.lines ?? []) {
    const point = points.find((one) => one.shots === shots) ?? (points.length === 1 ? points[0] : undefined);
    const mean = point && (point.shots === shots || point.shots === 0) ? point.mean : null;
    const entry = methods.get(method)!;
    if (mean !== null && mean > (entry.average ?? -1)) entry.average = mean;
  }
  return [...methods]
    .map(([method, { protocols, average }]) => {
      return { method, protocols: PROTOCOLS.filter((protocol) => protocols.has(protocol)), average };
    })
    .sort((a, b) => (b.average ?? -1) - (a.average ?? -1) || (a.method < b.method ? -1 : 1));
}
