import { element } from '../../parts/dom.ts';
import { barsFor } from './bars.ts';

/** Lists of plain values up to this length stand in one line. */
const LONGEST_LINE = 12;

/** Objects and lists with more members are folded at first. */
const MOST_OPEN = 16;

type Members = readonly (readonly [name: string, value: unknown])[];

/** Any JSON as a list of names and values, in which objects and longer lists unfold. */
export function tree(value: unknown): HTMLElement {
  const members = membersOf(value);
  return members === undefined
    ? element('p', {}, leaf(value))
    : element('ul', { class: 'tree' }, ...members.map((member) => node(member, 0)));
}

function node([name, value]: Members[number], depth: number): HTMLElement {
  const label = element('span', { class: 'name' }, name);
  const members = membersOf(value);
  if (members === undefined) return element('li', {}, label, ' ', leaf(value));
  const isList = Array.isArray(value);
  const count = `${members.length} ${isList ? (members.length === 1 ? 'entry' : 'entries') : members.length === 1 ? 'member' : 'members'}`;
  const folded = element('details', {}, element('summary', {}, label, ' ', element('span', { class: 'count' }, count)));
  // What is never unfolded is never made: a search may have thousands of trials.
  const fill = (): void => {
    if (folded.lastElementChild?.tagName === 'UL') return;
    const bar = isList ? undefined : barsFor(members);
    folded.append(
      bar
        ? element('ul', { class: 'tree amounts' }, ...members.map((member) => amount(member, bar)))
        : element('ul', { class: 'tree' }, ...members.map((member) => node(member, depth + 1))),
    );
  };
  folded.addEventListener('toggle', fill);
  if (depth === 0 && members.length <= MOST_OPEN) {
    folded.open = true;
    fill();
  }
  return element('li', {}, folded);
}

/** Beside a bar four digits are enough; the others stand in the title. */
function amount([name, value]: Members[number], bar: (value: number) => HTMLElement): HTMLElement {
  const amount = value as number;
  const digits = element('code', { title: String(amount) }, String(Number(amount.toPrecision(4))));
  return element('li', {}, element('span', { class: 'name' }, name), ' ', digits, ' ', bar(amount));
}

/** Undefined for what stands in one line. */
function membersOf(value: unknown): Members | undefined {
  if (Array.isArray(value)) {
    const isPlain = value.every((one) => typeof one !== 'object' || one === null);
    if (isPlain && value.length <= LONGEST_LINE) return undefined;
    return value.map((one: unknown, i) => [String(i), one]);
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function leaf(value: unknown): HTMLElement {
  const text = Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value);
  return element('code', {}, text);
}
