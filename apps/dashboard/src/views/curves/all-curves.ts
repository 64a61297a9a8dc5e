import { curvePanels, type Panel, type Protocol, PROTOCOLS } from '@shotbench/tracker';

import type { Snapshot } from '../../results/snapshot.ts';
import { type CurveMethod, methodList } from './method-list.ts';
import { type PaperChoice, papersFor, type PrintedCurves, printedCurves } from './printed-curves.ts';

/** Which curves, before any methods are chosen. */
export interface CurvesOf {
  readonly backbone: string;
  /** Default: those of all protocols. */
  readonly protocol?: Protocol | undefined;
  readonly paper?: string | undefined;
}

/** Every curve of a backbone. */
export interface AllCurves {
  /** That its runs have, whichever is asked for. */
  readonly protocols: readonly Protocol[];
  readonly papers: readonly PaperChoice[];
  /** What the paper that is asked for prints. */
  readonly printed: PrintedCurves | undefined;
  readonly panels: readonly Panel[];
  /** The best first. */
  readonly methods: readonly CurveMethod[];
  /** The greatest shot count. */
  readonly shots: number;
}

/** Computed once for each version of the results, so that choosing methods costs nothing. */
export function allCurves(snapshot: Snapshot, { backbone, protocol, paper }: CurvesOf): AllCurves {
  return snapshot.derived(`curves ${JSON.stringify([backbone, protocol, paper])}`, () => {
    const { protocols, papers, datasets } = backboneCurves(snapshot, backbone);
    const cells = snapshot
      .cells()
      .filter((cell) => cell.backbone === backbone && (protocol === undefined || cell.protocol === protocol));
    const printed = paper === undefined ? undefined : printedCurves(paper, { backbone, datasets });
    const panels = curvePanels(cells, printed?.numbers);
    const shots = cells.reduce((most, cell) => Math.max(most, cell.shots), 0);
    return { protocols, papers, printed, panels, methods: methodList(panels, shots), shots };
  });
}

/** The backbones that have few-shot runs, by name. */
export function backbonesOf(snapshot: Snapshot): string[] {
  return snapshot.derived('curves backbones', () =>
    [...new Set(snapshot.cells().map(({ backbone }) => backbone))].sort(),
  );
}

interface BackboneCurves extends Pick<AllCurves, 'protocols' | 'papers'> {
  readonly datasets: readonly string[];
}

/** What a backbone has, whatever of it is shown. */
export function backboneCurves(snapshot: Snapshot, backbone: string): BackboneCurves {
  return snapshot.derived(`curves of ${backbone}`, () => {
    const cells = snapshot.cells().filter((cell) => cell.backbone === backbone);
    const datasets = [...new Set(cells.map(({ dataset }) => dataset))];
    const protocols = new Set(cells.map((cell) => cell.protocol));
    return {
      protocols: PROTOCOLS.filter((protocol) => protocols.has(protocol)),
      papers: papersFor({ backbone, datasets }),
      datasets,
    };
  });
}
