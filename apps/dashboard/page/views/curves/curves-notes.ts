import type { Curves } from '../../../src/views/curves/curves-api.ts';
import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';

/** What the signs in the panels mean, as far as they occur, and what is not shown. */
export function curvesNotes(data: Curves, panels: Curves['panels']): HTMLElement[] {
  const points = panels.flatMap(({ lines }) => lines.flatMap((line) => line.points));
  const sentences = [
    'Accuracy in percent over shots per class on a log scale; bands are 95% t-intervals over seeds.',
    ...(points.some(({ partial, mean }) => partial && mean !== null)
      ? ['Hollow marks: some of the planned runs have failed or are pending.']
      : []),
    ...(points.some(({ shots }) => shots === 0) ? ['Left of the axis break: without any shots.'] : []),
    ...(panels.length === 0 ? ['No method that is chosen has runs here.'] : []),
    ...(data.unknown.length > 0 ? [`Without runs on ${data.backbone}: ${data.unknown.join(', ')}.`] : []),
  ];
  return [
    element('p', { id: 'curves-note', class: 'note' }, sentences.join(' ')),
    ...(data.paper === null ? [] : [element('p', { id: 'paper-note', class: 'note' }, printedNote(data, data.paper))]),
  ];
}

function printedNote({ backbone }: Curves, paper: NonNullable<Curves['paper']>): string {
  const { title, note, sources, misprints, count } = paper;
  if (count === 0) return `${title}: nothing that was read is printed for these datasets on ${backbone}.`;
  const read = sources.map(
    ({ paper: printedBy, table, kind }) => `${printedBy}, ${table}${kind === 'curve-read' ? ' (read off curves)' : ''}`,
  );
  return [
    `Thin, dashed and hollow: as printed, ${title}.`,
    ...(note === null ? [] : [note]),
    `Read in ${read.join('; ')}.`,
    ...(misprints > 0 ? [`${counted(misprints, 'number')} left out as misprinted.`] : []),
    'An average is drawn where every dataset of ours has a printed number.',
  ].join(' ');
}
