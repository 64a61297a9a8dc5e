import { element, escape } from './svg.ts';

/** Of the text in figures, in points. */
const FONT_SIZE = 7;

export interface SvgFileOptions {
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** For readers that cannot see it. */
  readonly title: string;
}

/** A figure on white as a whole SVG file, in points, with the text of figures in papers. */
export function svgFile({ width, height, title }: SvgFileOptions, children: readonly string[]): string {
  const root = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width: `${width}pt`, height: `${height}pt` },
    ...{ viewBox: `0 0 ${width} ${height}`, role: 'img' },
    ...{ 'font-family': 'Helvetica, Arial, sans-serif', 'font-size': FONT_SIZE, fill: '#222222' },
  };
  const svg = element('svg', root, [
    element('title', {}, escape(title)),
    element('rect', { width, height, fill: '#ffffff' }),
    ...children,
  ]);
  return `${svg}\n`;
}
