import { type Protocol, PROTOCOLS } from '../identity.ts';
import { compareText } from '../tables/order.ts';
import type { TableCell } from '../tables/table-cell.ts';
import { accuracyFigure } from './accuracy-figure.ts';
import { curvePanels } from './curve-panels.ts';

/** A drawing of accuracies against shots. */
export interface Figure {
  readonly backbone: string;
  /** That of all lines; absent where they may have several. */
  readonly protocol?: Protocol;
  /** A whole SVG file. */
  readonly svg: string;
}

export interface AccuracyFiguresOptions {
  /** Whether lines of all protocols share a figure. Default false. */
  readonly mixProtocols?: boolean;
}

/** An {@link accuracyFigure} of everything for each backbone and protocol of few-shot cells. A method looks the same in all of them. */
export function accuracyFigures(cells: readonly TableCell[], options: AccuracyFiguresOptions = {}): Figure[] {
  const backbones = [...new Set(cells.map(({ backbone }) => backbone))].sort(compareText);
  return backbones.flatMap((backbone): Figure[] => {
    const own = cells.filter((cell) => cell.backbone === backbone);
    if (options.mixProtocols) return [{ backbone, svg: accuracyFigure(curvePanels(own), { all: cells, backbone }) }];
    const used = PROTOCOLS.filter((protocol) => own.some((cell) => cell.protocol === protocol));
    return used.map((protocol) => {
      const panels = curvePanels(own.filter((cell) => cell.protocol === protocol));
      return { backbone, protocol, svg: accuracyFigure(panels, { all: cells, backbone, protocol }) };
    });
  });
}
