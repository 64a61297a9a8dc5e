import type { SymbolType } from 'd3';

import { METHOD_COLOURS, methodStyles } from '@shotbench/tracker/method-styles';

import type { MethodEntry } from '../../src/views/index/index-api.ts';

/** What tells one table row or line from the others. */
export interface Series {
  readonly method: string;
  readonly protocol: MethodEntry['protocols'][number];
}

export interface SeriesStyle {
  /** The class that sets the colour as `--series`, in light and dark. */
  readonly colour: string;
  readonly symbol: SymbolType;
  /** SVG's `stroke-dasharray` in pixels; empty for a full line. */
  readonly dash: string;
}

export type SeriesStyles = (series: Series) => SeriesStyle;

/**
 * A colour, a symbol and a dash for each method, the same in every view, on every backbone and in exported figures (`@shotbench/tracker/method-styles`).
 * The symbol tells methods apart in print without colour, the dash the protocols of one method.
 */
export function seriesStyles(methods: readonly MethodEntry[]): SeriesStyles {
  const styles = methodStyles(methods.map(({ name }) => name));
  const protocols = new Map(methods.map((entry) => [entry.name, entry.protocols]));
  return ({ method, protocol }) => {
    const { colourIndex, symbol, dash } = styles(method, Math.max(0, protocols.get(method)?.indexOf(protocol) ?? 0));
    return { colour: `colour-${colourIndex}`, symbol, dash: enlarged(dash) };
  };
}

/** Defines the classes `.colour-N`. Through the object model, because the Content-Security-Policy refuses styles in markup. */
export function addSeriesColours(page: Document): void {
  const rules = (ground: 'light' | 'dark', where = '') =>
    METHOD_COLOURS.map((colour, i) => `${where}.colour-${i} { --series: ${colour[ground]}; }`).join('\n');
  // As building the page makes of its style sheets, so that the viewer can choose light or dark.
  const [followed, chosen] = [":root:not([data-theme='light'])", ":root[data-theme='dark']"];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `${rules('light')}
    @media (prefers-color-scheme: dark) { ${rules('dark', `:where(${followed}) `)} }
    @media screen { ${rules('dark', `:where(${chosen}) `)} }`,
  );
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}

/** Lines on the page are half as wide again as those of figures. */
function enlarged(dash: string): string {
  return dash === ''
    ? ''
    : dash
        .split(' ')
        .map((length) => String(1.5 * Number(length)))
        .join(' ');
}
