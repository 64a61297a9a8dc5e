import { canonicalJson } from '@shotbench/content-hash';

import { type Entry, section, textSection } from '../show/section.ts';
import type {
  CodeComparison,
  CodeOfRun,
  DiffReport,
  Difference,
  PartComparison,
  RunName,
} from '@shotbench/run-reports';

/** Classes that are listed. */
const LISTED_CLASSES = 10;

/** How two runs differ, as text for people. */
export function formatDiff(report: DiffReport): string {
  const { first, second, identity, settings, metrics, costsAndDetails, parts, incomparable, images, provenance, code } =
    report;
  const lines = [
    `first   ${describeRun(first)}`,
    `second  ${describeRun(second)}`,
    ...section('identity', identity.map(describeDifference)),
    ...section('settings', settings.map(describeDifference)),
    ...section('metrics', metrics.map(describeNumbers)),
    ...parts.flatMap((part) => section(partTitle(part.part), describePart(part))),
    ...section(
      'not compared',
      incomparable.map(({ part, reason }) => [partTitle(part), reason]),
    ),
    ...section('training images', images ? Object.entries(images).map(describeImages) : []),
    ...section('code', code ? describeCode(code) : []),
    ...textSection('changes between the commits', code?.stat),
    ...section('provenance', provenance.map(describeDifference)),
    ...section('costs and details', costsAndDetails.map(describeNumbers)),
  ];
  return `${lines.join('\n')}\n`;
}

function describeRun({ key, cell, state }: RunName): string {
  return `${key.slice(0, 12)}  ${cell}${state === 'done' ? '' : ` (${state})`}`;
}

function describeDifference({ name, first, second }: Difference): Entry {
  return [name, `${brief(first)} → ${brief(second)}`];
}

/** As {@link describeDifference}, with the difference where both are numbers. */
function describeNumbers({ name, first, second }: Difference): Entry {
  if (typeof first !== 'number' || typeof second !== 'number') return describeDifference({ name, first, second });
  return [name, `${rounded(first)} → ${rounded(second)} (${signed(second - first)})`];
}

function partTitle(part: string): string {
  return part === '' ? 'test images' : `test images of ${part}`;
}

function describePart(part: PartComparison): Entry[] {
  const { images, disagreements, onlyFirstRight, onlySecondRight, p, samples, classes } = part;
  const rows = classes
    .slice(0, LISTED_CLASSES)
    .map(({ name, first, second }) => `${first.toFixed(2)} → ${second.toFixed(2)} (${signed(second - first)}) ${name}`);
  const more = classes.length > LISTED_CLASSES ? [`… and ${classes.length - LISTED_CLASSES} more`] : [];
  const named = samples.map(({ image, label, first, second }) => `${image}: ${label}, taken for ${first} → ${second}`);
  return [
    ['disagree on', `${disagreements} of ${images}`],
    ['only first right', onlyFirstRight],
    ['only second right', onlySecondRight],
    ["McNemar's exact p", Number(p.toPrecision(3))],
    ['classes', rows.length === 0 ? 'no class differs' : [...rows, ...more].join('\n')],
    ['for example', named.length === 0 ? undefined : named.join('\n')],
  ];
}

const IMAGE_LABELS: Readonly<Record<string, string>> = { onlyFirst: 'only first', onlySecond: 'only second' };

function describeImages([name, count]: [string, number]): Entry {
  return [IMAGE_LABELS[name] ?? name, count];
}

function describeCode({ first, second, sameChanges }: CodeComparison): Entry[] {
  const said = { true: 'the same', false: 'different', null: 'not kept of both' } as const;
  return [
    ['first', describeCommit(first)],
    ['second', describeCommit(second)],
    ['changes since', said[`${sameChanges}`]],
  ];
}

function describeCommit({ commit, known, dirty }: CodeOfRun): string {
  if (commit === null) return 'unknown';
  return [commit, ...(known ? [] : ['not in this repository']), ...(dirty ? ['changed since'] : [])].join(', ');
}

/** A value cut to what fits into a line; `--format json` has all of it. */
function brief(value: Difference['first']): string {
  const text = value === undefined ? 'none' : canonicalJson(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function rounded(value: number): string {
  return String(Number(value.toFixed(4)));
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${rounded(Math.abs(value))}`;
}
