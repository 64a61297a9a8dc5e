import type { RunRow } from '../run.ts';
import { alignColumns } from '../tables/align-columns.ts';
import { csvLine } from '../tables/csv-line.ts';
import { bestFirst } from './best-first.ts';
import { IMPORTANCE } from './trials-sheet.ts';
import type { Trial, TrialsTable } from './trials-table.ts';
import { trialsTitle } from './trials-title.ts';

/** Trials as CSV in the order of their search: `settings.NAME` for each parameter, unrounded numbers, nothing where there is none. */
export function formatTrialsCsv({ parameters, trials }: TrialsTable): string {
  const names = parameters.map(({ name }) => name);
  const outcomes = ['validationAccuracy', 'validationLoss', 'chosen', 'diverged'];
  const header = ['run', 'trial', ...names.map((name) => `settings.${name}`), ...outcomes];
  const records = trials.map((trial) => [
    ...[trial.run, String(trial.number)],
    ...names.map((name) => String(trial.settings[name] ?? '')),
    ...[String(trial.validationAccuracy ?? ''), String(trial.validationLoss ?? '')],
    ...[String(Number(trial.chosen)), trial.diverged ?? ''],
  ]);
  return [header, ...records].map(csvLine).join('');
}

export function formatTrialsJson(table: TrialsTable): string {
  return `${JSON.stringify(table, null, 2)}\n`;
}

/** The trials of one run as text, best first, with what was chosen and how much each parameter mattered. */
export function formatTrialsText(run: RunRow, table: TrialsTable): string {
  const { parameters, trials } = table;
  const diverged = trials.filter((trial) => trial.diverged !== null);
  const accuracy = run.result?.accuracy;
  const column = (heading: string, text: (trial: Trial) => string) => [heading, ...sorted.map(text)];
  const sorted = bestFirst(trials);
  const lines = [
    `run ${run.key}`,
    trialsTitle(run),
    `${trials.length} ${trials.length === 1 ? 'trial' : 'trials'}${diverged.length > 0 ? `, ${diverged.length} of them diverged` : ''}`,
    ...(accuracy === undefined ? [] : [`test accuracy ${accuracy.toFixed(2)} %, with the chosen settings (*)`]),
    '',
    ...alignColumns([
      column('trial', ({ number, chosen }) => `${number}${chosen ? ' *' : ''}`),
      ...parameters.map(({ name }) => column(name, ({ settings }) => settingText(settings[name] ?? null))),
      column(
        'validation accuracy',
        (trial) => trial.validationAccuracy?.toFixed(2) ?? (trial.diverged === null ? '-' : 'diverged'),
      ),
      ...(trials.some(({ validationLoss }) => validationLoss !== null)
        ? [column('validation loss', ({ validationLoss }) => validationLoss?.toFixed(4) ?? '-')]
        : []),
    ]),
    '',
    ...alignColumns([
      ['setting', ...parameters.map(({ name }) => name)],
      ['importance', ...parameters.map((parameter) => parameter.importance?.toFixed(2) ?? '-')],
    ]),
    '',
    ...IMPORTANCE,
  ];
  return `${lines.join('\n')}\n`;
}

/** Six digits, as searches draw numbers. */
function settingText(value: number | string | null): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : (value ?? '-');
}
