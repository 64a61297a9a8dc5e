import { canonicalJson } from '@shotbench/content-hash';
import type { ClassAccuracy, PartReport, RunReport } from '@shotbench/run-reports';
import { describeCell, type RunEvent, type RunIdentity, type RunRow, targetsOf } from '@shotbench/tracker';

import { describeProvenance } from './describe-provenance.ts';
import { type Entry, section, textSection } from './section.ts';

/** Classes that are listed from each end. */
const LISTED_CLASSES = 5;

/** A report as text, for people. */
export function formatReport({ run, settings, events, parts, drawn, log, repeat }: RunReport): string {
  const { identity, error, provenance } = run;
  const marked = settings.map(
    (setting) =>
      [
        `${'default' in setting ? '*' : ' '} ${setting.name}`,
        `${canonicalJson(setting.value)}${setting.default === undefined ? '' : ` (default ${canonicalJson(setting.default)})`}`,
      ] as const,
  );
  const lines = [
    `run ${run.key}`,
    describeCell(run),
    ...section('state', describeState(run)),
    ...section('identity', describeIdentity(identity)),
    ...section('settings (* differs from the default)', marked),
    ...section('history', events.map(describeEvent)),
    ...section('result', describeResult(run)),
    ...parts.flatMap((part) => section(partTitle(part), describePart(part))),
    ...section('images it learned from', drawn ? Object.entries(drawn).map(describeDrawn) : []),
    ...section('error', error ? [[error.code, error.message]] : []),
    ...textSection('stack', error?.stack),
    ...textSection('log', log),
    ...section('provenance', provenance ? describeProvenance(provenance) : []),
    ...textSection(
      'to compute it again, in another --db',
      [...(repeat.command === null ? [] : [repeat.command]), ...repeat.notes].join('\n'),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function describeState({ state, attempts, plannedBy, owner, createdAt, startedAt, finishedAt }: RunRow): Entry[] {
  return [
    ['state', `${state}, begun ${attempts} ${attempts === 1 ? 'time' : 'times'}`],
    ['planned by', plannedBy],
    ['owner', owner],
    ['planned', time(createdAt)],
    ['begun', startedAt === null ? null : time(startedAt)],
    ['ended', finishedAt === null ? null : time(finishedAt)],
  ];
}

function describeIdentity(identity: RunIdentity): Entry[] {
  const { method, methodVersion, protocol, dataset, datasetHash, backbone, shots, seed, engine, evaluation } = identity;
  const targets = targetsOf(evaluation).map(({ name, hash }) => `${name} (${hash.slice(0, 12)})`);
  return [
    ['method', `${method}, version ${methodVersion}`],
    ['protocol', protocol],
    ['dataset', `${dataset} (${datasetHash})`],
    ['backbone', backbone],
    ['text model', identity.textModel],
    ['shots', shots],
    ['seed', seed ?? 'none: nothing is random'],
    ['tested on', evaluation && (targets.length > 0 ? `${evaluation.kind}: ${targets.join(', ')}` : evaluation.kind)],
    ['engine', `${engine.executor}, ${engine.precision}, version ${engine.version}`],
  ];
}

function describeEvent({ at, kind, reason, before }: RunEvent): Entry {
  return [time(at), `${kind}: ${reason}${before === null ? '' : `\nbefore: ${canonicalJson(before)}`}`];
}

function describeResult({ result }: RunRow): Entry[] {
  if (result === null) return [];
  const { cpuSeconds, peakMemoryBytes, details } = result;
  return [
    ['accuracy', `${result.accuracy.toFixed(2)} % of ${result.testCount} images`],
    ...Object.entries(result.metrics).map(([name, value]) => [name, Number(value.toFixed(4))] as const),
    ['learned numbers', result.trainableParameters],
    ['fit', seconds(result.fitSeconds)],
    ['evaluation', seconds(result.evaluateSeconds)],
    ['processor time', cpuSeconds === undefined ? undefined : seconds(cpuSeconds)],
    ['peak memory', peakMemoryBytes === undefined ? undefined : `${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`],
    ...Object.entries(details).map(([name, value]) => [name, brief(canonicalJson(value ?? null))] as const),
  ];
}

function partTitle({ part }: PartReport): string {
  return part === '' ? 'predictions of the test images' : `predictions of the test images of ${part}`;
}

function describePart({ images, accuracy, calibrationError, classes }: PartReport): Entry[] {
  const best = classes.slice(-LISTED_CLASSES).reverse();
  return [
    ['accuracy', `${accuracy.toFixed(2)} % of ${images} images`],
    ['calibration error', `${calibrationError.toFixed(2)} % (expected, 15 bins)`],
    ['worst classes', classes.slice(0, LISTED_CLASSES).map(describeClass).join('\n')],
    ['best classes', best.map(describeClass).join('\n')],
  ];
}

function describeClass({ name, accuracy, images }: ClassAccuracy): string {
  return `${accuracy.toFixed(2).padStart(6)} % of ${images}: ${name}`;
}

const DRAWN_LABELS: Readonly<Record<string, string>> = { firstTrainIds: 'first ones' };

function describeDrawn([name, value]: [string, number | readonly string[]]): Entry {
  return [DRAWN_LABELS[name] ?? name, typeof value === 'number' ? value : value.join('\n')];
}

/** A long value, such as the trials of a search, cut; `--format json` has all of it. */
function brief(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function time(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
