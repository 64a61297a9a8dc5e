import {
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  type SymbolType,
  symbolWye,
} from 'd3-shape';

export interface MethodStyle {
  /** In hexadecimal. */
  readonly colour: string;
  readonly symbol: SymbolType;
  /** SVG's `stroke-dasharray`; empty for a full line. */
  readonly dash: string;
}

/**
 * Told apart by people of every colour vision (Okabe and Ito, "Color universal design", 2008), the strongest on white first.
 */
const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#F0E442'] as const;

/** Seven beside eight colours: 56 pairs before one comes again. */
const SYMBOLS = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
] as const;

const DASHES = ['', '4 1.5', '1.5 1.2', '5 1.2 1.2 1.2'] as const;

/** How a method looks in its first, second, … protocol. */
export type MethodStyles = (method: string, protocolIndex?: number) => MethodStyle;

/** One style for each method, by its place among all of them in order: the same in every panel and every figure of these methods. */
export function methodStyles(methods: readonly string[]): MethodStyles {
  const sorted = [...new Set(methods)].sort();
  return (method, protocolIndex = 0) => {
    const place = Math.max(0, sorted.indexOf(method));
    return {
      colour: COLOURS[place % COLOURS.length] as string,
      symbol: SYMBOLS[place % SYMBOLS.length] as SymbolType,
      dash: DASHES[(Math.floor(place / COLOURS.length) + protocolIndex) % DASHES.length] as string,
    };
  };
}
