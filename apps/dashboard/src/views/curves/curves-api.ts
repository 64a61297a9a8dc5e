import { ShotbenchError } from '@shotbench/errors';
import {
  accuracyFigure,
  chooseLines,
  formatCurvesCsv,
  type LineChoice,
  type Panel,
  type Protocol,
  PROTOCOLS,
} from '@shotbench/tracker';
import { z } from 'zod';

import { MOST_METHODS } from '../../../page/data/most-methods.ts';
import { readNames } from '../../../page/data/name-list.ts';
import type { Snapshot } from '../../results/snapshot.ts';
import { nameParameter } from '../parameters.ts';
import type { ViewApi } from '../view-api.ts';
import { type AllCurves, allCurves, backboneCurves, backbonesOf } from './all-curves.ts';
import type { CurveMethod } from './method-list.ts';
import type { PaperChoice, PrintedCurves } from './printed-curves.ts';

const query = z.strictObject({
  /** Default: the first by name. */
  backbone: nameParameter.optional(),
  /** Default: all, side by side. */
  protocol: z.enum(PROTOCOLS, `expected one of ${PROTOCOLS.join(', ')}`).optional(),
  /** As the tables call them, separated by commas. Default: all, of more than 12 the best 12. */
  methods: nameParameter.transform(readNames).optional(),
  /** Id of a paper's table. */
  paper: nameParameter.optional(),
  /** Whether all panels have one range of accuracies. */
  axes: z.literal('equal', 'expected equal, or nothing').optional(),
  /** A dataset or `average`: only its panel. */
  panel: nameParameter.optional(),
});
type Query = z.infer<typeof query>;

/** Accuracy versus shots on one backbone: a panel for each dataset and one for their average. */
export interface Curves {
  readonly backbone: string;
  /** Of the backbone's runs, whichever is shown. */
  readonly protocols: readonly Protocol[];
  /** With the chosen methods' lines alone. */
  readonly panels: readonly Panel[];
  /** All that there are, the best on average first. */
  readonly methods: readonly CurveMethod[];
  /** At which count they are averaged: the greatest. */
  readonly shots: number;
  /** The methods that are drawn. */
  readonly shown: readonly string[];
  /** Methods that were asked for and have no runs here. */
  readonly unknown: readonly string[];
  /** Tables that can be drawn beside the curves. */
  readonly papers: readonly PaperChoice[];
  /** The table that was asked for; without its numbers, which are in the panels. */
  readonly paper: (Omit<PrintedCurves, 'numbers'> & { readonly count: number }) | null;
}

export const curvesApi: ViewApi<Query, Curves> = {
  name: 'curves',
  query,
  answer: ({ snapshot }, asked) => {
    const backbone = backboneOf(snapshot, asked);
    const all = allCurves(snapshot, { ...asked, backbone });
    const { protocols, papers, methods, shots, printed } = all;
    const choice = choiceOf(all, asked);
    const { numbers = [], ...paper } = printed ?? {};
    return {
      ...{ backbone, protocols, papers, methods, shots },
      panels: chooseLines(all.panels, choice),
      shown: choice.methods,
      unknown: (asked.methods ?? []).filter((name) => !methods.some(({ method }) => method === name)),
      paper: printed === undefined ? null : { ...(paper as Omit<PrintedCurves, 'numbers'>), count: numbers.length },
    };
  },
  documents: {
    csv: ({ snapshot }, asked) => {
      const backbone = backboneOf(snapshot, asked);
      const all = allCurves(snapshot, { ...asked, backbone });
      return formatCurvesCsv(backbone, chooseLines(all.panels, choiceOf(all, asked)));
    },
    svg: ({ snapshot }, asked) => {
      const { protocol, axes } = asked;
      const backbone = backboneOf(snapshot, asked);
      const all = allCurves(snapshot, { ...asked, backbone });
      const choice = choiceOf(all, asked);
      if (chooseLines(all.panels, choice).length > 0) {
        const look = { all: snapshot.cells(), backbone, protocol };
        const drawn = { equalAxes: axes === 'equal', source: all.printed?.title };
        return accuracyFigure(all.panels, { ...choice, ...look, ...drawn });
      }
      throw new ShotbenchError(
        'CURVES_UNKNOWN',
        `there are no curves of ${JSON.stringify(asked)}; expected methods, a protocol and a panel that ${backbone} has; leave some of them out`,
      );
    },
  },
  pages: ({ snapshot }) =>
    backbonesOf(snapshot).flatMap((backbone) => [
      { backbone },
      ...backboneCurves(snapshot, backbone).papers.map(({ id }) => ({ backbone, paper: id })),
    ]),
};

/** @throws ShotbenchError `CURVES_UNKNOWN` */
function backboneOf(snapshot: Snapshot, { backbone }: Query): string {
  const known = backbonesOf(snapshot);
  const found = backbone === undefined ? known[0] : known.find((name) => name === backbone);
  if (found !== undefined) return found;
  throw new ShotbenchError(
    'CURVES_UNKNOWN',
    `there are no few-shot runs${backbone === undefined ? '' : ` on the backbone "${backbone}"`}; expected ` +
      `${known.length === 0 ? 'some of a backbone or more; run some' : `one of ${known.join(', ')}; choose one of these`}`,
  );
}

/** The methods that are asked for, as far as they are there; else all, or the best where these are too many. */
function choiceOf({ methods }: AllCurves, { methods: asked, panel }: Query): LineChoice & { methods: string[] } {
  const known = methods.map(({ method }) => method);
  const chosen = asked && known.filter((method) => asked.includes(method));
  return { methods: chosen ?? known.slice(0, MOST_METHODS), allPrinted: asked === undefined, panel };
}
