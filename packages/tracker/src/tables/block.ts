import type { Protocol } from '../identity.ts';

/** What the lines of a block have, whatever its numbers are. */
interface BlockRow {
  readonly method: string;
  readonly protocol: Protocol;
}

interface Block {
  readonly shots: number;
  readonly backbone: string;
  readonly rows: readonly BlockRow[];
}

/** For example "16 shots · RN50 · protocol fixed"; the protocol is left to a column where there are several. */
export function blockTitle({ shots, backbone, rows }: Block): string {
  const protocols = protocolsOf(rows);
  const title = [`${shots} ${shots === 1 ? 'shot' : 'shots'}`, backbone];
  return [...title, ...(protocols.length > 1 ? [] : [`protocol ${protocols.join()}`])].join(' · ');
}

/** The columns of methods and, where there are several, of protocols, below so many lines of headings. */
export function methodColumns(rows: readonly BlockRow[], headings: readonly string[]): string[][] {
  const methods = [...headings, ...rows.map(({ method }) => method)];
  if (protocolsOf(rows).length < 2) return [methods];
  const heading = headings.map((text) => (text === '' ? '' : 'protocol'));
  return [methods, [...heading, ...rows.map(({ protocol }) => protocol)]];
}

function protocolsOf(rows: readonly BlockRow[]): Protocol[] {
  return [...new Set(rows.map(({ protocol }) => protocol))];
}
