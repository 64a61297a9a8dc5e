import { scaleLinear } from 'd3-scale';

import { element, label, plain } from '../figures/svg.ts';
import { svgFile } from '../figures/svg-file.ts';
import { type Axis, axesOf } from './trial-axes.ts';
import { type AxisScale, trialAxisScale } from './trial-axis-scale.ts';
import { trialLevels, upwards } from './trial-levels.ts';
import type { Trial, TrialsTable } from './trials-table.ts';

/** In points. */
const LEAST_WIDTH = 340;
const [AXIS_TOP, AXIS_BOTTOM, NOTES_TOP] = [26, 176, 206];
const SIDE = 38;
const LEAST_STEP = 84;
/** Below an axis: where lines go that have no value on it. */
const NO_VALUE_AT = AXIS_BOTTOM + 12;
/** Of a letter, on average. */
const LETTER = 4.2;
const NOTE_HEIGHT = 10;
const AXIS = '#444444';
const DIVERGED = '#c05000';
/** From the worst trial to the best. */
const colourOf = scaleLinear<string>().domain([0, 1]).range(['#b4cfd8', '#3b0f70']);

interface Place {
  readonly axis: Axis;
  readonly x: number;
  readonly scale: AxisScale;
}

/** Lines of trials over parallel axes as a whole SVG file: settings, then what came of them. Equal tables give equal bytes. */
export function drawTrials(table: TrialsTable, title: string): string {
  const { trials } = table;
  const axes = axesOf(table);
  const width = Math.max(LEAST_WIDTH, 2 * SIDE + LEAST_STEP * (axes.length - 1));
  const step = axes.length > 1 ? (width - 2 * SIDE) / (axes.length - 1) : 0;
  const places = axes.map((axis, i): Place => {
    const x = axes.length > 1 ? SIDE + i * step : width / 2;
    return { axis, x, scale: trialAxisScale(axis, AXIS_TOP, AXIS_BOTTOM) };
  });
  const levels = trialLevels(trials);
  const notes = notesOf(table);
  const height = NOTES_TOP + notes.length * NOTE_HEIGHT;
  return svgFile({ width, height, title: `Trials: ${title}` }, [
    ...upwards(trials, levels).map((i) => drawLine(trials[i]!, levels[i]!, places)),
    ...places.flatMap((place) => drawAxis(place, Math.max(step, LEAST_STEP), trials)),
    ...notes.map((text, i) => {
      const at = { x: width / 2, y: NOTES_TOP + i * NOTE_HEIGHT };
      return label(text, { ...at, 'text-anchor': 'middle', 'font-style': 'italic' });
    }),
  ]);
}

function drawLine(trial: Trial, level: number, places: readonly Place[]): string {
  const points = places.map(({ axis, x, scale }) => {
    const value = axis.valueOf(trial);
    return `${plain(x)},${plain(value === null ? NO_VALUE_AT : scale.position(value))}`;
  });
  const isDiverged = trial.diverged !== null;
  return element('path', {
    ...{ d: `M${points.join('L')}`, fill: 'none', stroke: isDiverged ? DIVERGED : colourOf(level) },
    'stroke-width': trial.chosen ? 2.4 : 0.8,
    ...(isDiverged && { 'stroke-dasharray': '2 2.5' }),
  });
}

/** An axis with its ticks over white, for lines run below them. */
function drawAxis({ axis, x, scale }: Place, room: number, trials: readonly Trial[]): string[] {
  const hasGaps = trials.some((trial) => axis.valueOf(trial) === null);
  const halo = { stroke: '#ffffff', 'stroke-width': 2, 'paint-order': 'stroke' };
  return [
    element('path', { d: `M${plain(x)},${AXIS_TOP}V${AXIS_BOTTOM}`, stroke: AXIS, 'stroke-width': 0.6 }),
    ...scale.ticks.flatMap(({ at, text }) => [
      element('path', { d: `M${plain(x - 2)},${plain(at)}h2`, stroke: AXIS, 'stroke-width': 0.6 }),
      label(shortened(text, room / 2), { x: x - 3.5, y: at + 2.4, 'text-anchor': 'end', ...halo }),
    ]),
    ...(hasGaps ? [label('–', { x: x - 3.5, y: NO_VALUE_AT + 2.4, 'text-anchor': 'end', ...halo })] : []),
    label(shortened(axis.title, room - 4), { x, y: 14, 'text-anchor': 'middle', 'font-weight': 'bold' }),
  ];
}

function notesOf({ trials }: TrialsTable): string[] {
  if (trials.length === 0) return ['no trials'];
  const runs = new Set(trials.map(({ run }) => run)).size;
  const diverged = trials.filter((trial) => trial.diverged !== null).length;
  const count = `${trials.length} ${trials.length === 1 ? 'trial' : 'trials'}`;
  return [
    `${count}${runs > 1 ? ` of ${runs} searches` : ''}; darker: more accurate on validation images; thick: chosen`,
    ...(diverged > 0 ? [`dashed: diverged (${diverged})`] : []),
  ];
}

/** A text that has so much room, in points. */
function shortened(text: string, room: number): string {
  const letters = Math.floor(room / LETTER);
  const all = [...text];
  return all.length <= letters ? text : `${all.slice(0, Math.max(1, letters - 1)).join('')}…`;
}
