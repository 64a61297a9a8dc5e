import type { ShownCard } from './shown-card.ts';

/** A block for each card, one fact a line. */
export function formatCards(cards: readonly ShownCard[]): string {
  return cards.map(formatCard).join('\n');
}

function formatCard({ id, title, sizes, prompts, transferDifficulty, shiftOf, licence, homepage }: ShownCard): string {
  const { rtd, backbone, source } = transferDifficulty;
  const facts: readonly (readonly [string, string])[] = [
    ['classes', count(sizes.classes)],
    ['images', `${count(sizes.train)} train, ${count(sizes.validation)} validation, ${count(sizes.test)} test`],
    [prompts.length === 1 ? 'prompt' : 'prompts', prompts.map((prompt) => `"${prompt}"`).join(' ')],
    ['RTD', `${Number(rtd.toPrecision(3)).toExponential()} for ${backbone}`],
    ['RTD from', source],
    ...(shiftOf === undefined ? [] : [['shift of', shiftOf] as const]),
    ['licence', licence],
    ['homepage', homepage ?? 'none; it comes with Shotbench'],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return `${id}: ${title}\n${facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('')}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
