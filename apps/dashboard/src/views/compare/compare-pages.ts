import type { Source } from '../source.ts';
import type { Parameters } from '../view-api.ts';
import { byStrength } from './contenders.ts';
import { methodsCompared } from './methods-compared.ts';

/** Methods that the strongest one of a backbone is compared with in a folder of the page. */
const MOST_RIVALS = 24;

/** Pairs of runs in such a folder: each is as large as its test set. */
const MOST_RUN_PAIRS = 24;

/**
 * What a folder of the page holds: on each backbone at its largest shot count what is shown first, and the strongest method against up to 24
 * others; and for up to 24 of the runs of the first comparisons, where they have predictions, how they differ. Everything else needs a server.
 */
export function comparePages({ snapshot, tracker }: Source): Parameters[] {
  const cells = snapshot.cells().filter(({ n }) => n > 0);
  const methodPages: Parameters[] = [];
  const runPages: Parameters[] = [];
  for (const backbone of [...new Set(cells.map((cell) => cell.backbone))].sort()) {
    const own = cells.filter((cell) => cell.backbone === backbone);
    const most = own.reduce((largest, cell) => Math.max(largest, cell.shots), 0);
    const [best, ...others] = byStrength(own.filter((cell) => cell.shots === most));
    if (best === undefined) continue;
    const place = { backbone, shots: String(most) };
    methodPages.push(place);
    for (const { method, protocol } of others.slice(0, MOST_RIVALS)) {
      methodPages.push({ ...place, a: best.method, aProtocol: best.protocol, b: method, bProtocol: protocol });
    }
    const [first] = methodsCompared(snapshot, { backbone, shots: most }).comparisons;
    for (const pair of first?.datasets.flatMap(({ pairs }) => pairs) ?? []) {
      if (runPages.length >= MOST_RUN_PAIRS) break;
      const hasBoth = [pair.first, pair.second].every((key) => tracker.predictions(key).length > 0);
      if (hasBoth) runPages.push({ first: pair.first, second: pair.second });
    }
  }
  return [...methodPages, ...runPages];
}
