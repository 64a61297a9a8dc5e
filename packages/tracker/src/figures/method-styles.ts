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

/** How a method is drawn. Nothing but d3-shape is imported here, so that browsers can have it: `@shotbench/tracker/method-styles`. */
export interface MethodStyle {
  /** Place in {@link METHOD_COLOURS}. */
  readonly colourIndex: number;
  /** On white, in hexadecimal. */
  readonly colour: string;
  readonly symbol: SymbolType;
  /** SVG's `stroke-dasharray`; empty for a full line. */
  readonly dash: string;
}

/** One colour as it is on a light and on a dark ground. */
export interface MethodColour {
  readonly light: string;
  readonly dark: string;
}

/**
 * Eight colours that stay apart for people of every colour vision, and a grey for what learns nothing. On light ground the first three are those of Okabe
 * and Ito ("Color universal design", 2008), of whose others three are too weak on white for lines. The rest were searched for: each has a contrast of 3 or
 * more to its ground, and each two are at least 0.09 apart in OKLab, also as protanopes and deuteranopes see them.
 */
export const METHOD_COLOURS: readonly MethodColour[] = [
  { light: '#0072b2', dark: '#53abfc' },
  { light: '#d55e00', dark: '#f0801b' },
  { light: '#009e73', dark: '#2bad7b' },
  { light: '#b86ff7', dark: '#c584c3' },
  { light: '#7a3c00', dark: '#e4b96f' },
  { light: '#1a2a6b', dark: '#bbceff' },
  { light: '#6f13a9', dark: '#9f5fdf' },
  { light: '#6e95b9', dark: '#f3d41c' },
  { light: '#5a5d62', dark: '#b4b8be' },
];
const NEUTRAL = METHOD_COLOURS.length - 1;

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

/** What every method is held against, in grey. */
const REFERENCE = 'zero-shot';

/** Well-known methods, which look the same in the figures of every results file, whatever else is in it. New ones go to the end. */
const KNOWN_METHODS: readonly string[] = [
  ...['taskres', 'tip-adapter-f', 'coop', 'clip-adapter', 'linear-probe', 'tip-adapter', 'lp-plus-plus', 'gda'],
  ...['cocoop', 'kgcoop', 'prograd', 'maple', 'promptsrc', 'clip-lora', 'clap', 'cross-modal'],
  ...['amt', 'r-amt', 'apex', 'upt', 'vpt-deep', 'coop-r-amt', 'tip-adapter-r-amt'],
];

/** How a method looks in its first, second, … protocol. */
export type MethodStyles = (method: string, protocolIndex?: number) => MethodStyle;

/**
 * One style for each method, the same in every panel, every figure and every view. Well-known methods have a fixed one each; the others, such as
 * `taskres (alpha=1)`, have theirs by their place among all others in order, so they keep it as long as no other name comes in.
 * 224 methods are told apart by colour, symbol and dash.
 */
export function methodStyles(methods: readonly string[]): MethodStyles {
  const others = [...new Set(methods)].filter((method) => !isKnown(method)).sort();
  const places = new Map([...KNOWN_METHODS, ...others].map((method, place) => [method, place]));
  return (method, protocolIndex = 0) => {
    const place = places.get(method) ?? 0;
    const colourIndex = method === REFERENCE ? NEUTRAL : place % NEUTRAL;
    return {
      colourIndex,
      colour: METHOD_COLOURS[colourIndex]!.light,
      symbol: method === REFERENCE ? symbolCircle : SYMBOLS[place % SYMBOLS.length]!,
      dash: DASHES[(Math.floor(place / (NEUTRAL * SYMBOLS.length)) + protocolIndex) % DASHES.length]!,
    };
  };
}

function isKnown(method: string): boolean {
  return method === REFERENCE || KNOWN_METHODS.includes(method);
}
