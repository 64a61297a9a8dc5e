import {
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  type SymbolType,
  symbolWye,
} from 'd3';

import type { MethodEntry } from '../../src/views/index/index-api.ts';

/** What tells one table row or line from the others. */
export interface Series {
  readonly method: string;
  readonly protocol: MethodEntry['protocols'][number];
}

export interface SeriesStyle {
  /** The class that sets the colour, in light and dark. */
  readonly colour: string;
  readonly symbol: SymbolType;
  /** For the second protocol of one method, and any further. */
  readonly dashed: boolean;
}

export type SeriesStyles = (series: Series) => SeriesStyle;

/** How many `.colour-N` curves.css defines. */
const COLOURS = 8;
const SYMBOLS = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
] as const;

/**
 * A colour and a symbol for each method, the same in the table, on every panel and every backbone. The symbol tells
 * methods apart in print without colour, and beyond the number of colours that stay apart for everyone.
 */
export function seriesStyles(methods: readonly MethodEntry[]): SeriesStyles {
  return ({ method, protocol }) => {
    const place = Math.max(
      0,
      methods.findIndex(({ name }) => name === method),
    );
    return {
      colour: `colour-${place % COLOURS}`,
      symbol: SYMBOLS[place % SYMBOLS.length] ?? symbolCircle,
      dashed: (methods[place]?.protocols.indexOf(protocol) ?? 0) > 0,
    };
  };
}
