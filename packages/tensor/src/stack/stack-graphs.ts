import { mapRecord, type ValueRecord } from '../trace/trace.ts';
import type { Operation, Value } from '../trace/value.ts';
import { isSameData, type Place } from './align.ts';
import { along, beside, type Cells, sharedBy } from './cells.ts';
import { STACK_RULES, type Stacking } from './rules.ts';

export interface StackOptions extends Pick<Stacking, 'execution'> {
  /** What the cells have at a place that is fed, or undefined for any other. */
  readonly fed: (place: Place) => Cells | undefined;
}

/**
 * One graph for R graphs that are built alike: its outputs are theirs along a leading axis, to the last bit. What is the same for all cells is computed
 * once; the rest is one operation on [R, …], or R operations where one might round differently (`rules.ts`).
 */
export function stackGraphs(outputs: Readonly<Record<string, Place>>, options: StackOptions): ValueRecord {
  const done = new Map<Place, Cells>();
  const cellsAt = (place: Place): Cells => {
    if (!done.has(place)) done.set(place, build(place));
    return done.get(place)!;
  };
  const build = (place: Place): Cells => {
    const { values } = place;
    const [first] = values as [Value];
    const fed = options.fed(place);
    if (fed) return fed;
    if (first.kind === 'operation') return operationAt(values as readonly Operation[], place.inputs.map(cellsAt));
    const isShared = values.every((value) => value.kind === 'constant' && isSameData(value.data, dataOf(first)));
    return isShared ? sharedBy(values.length, first) : beside(values);
  };
  const operationAt = (nodes: readonly Operation[], inputs: readonly Cells[]): Cells => {
    const [node] = nodes as [Operation];
    const cells = nodes.length;
    const own = { ...node, inputs: inputs.map((input, i) => input.shared ?? node.inputs[i]!) };
    if (nodes.every((other) => hasSameAttributes(node, other))) {
      if (inputs.every((input) => input.shared)) return sharedBy(cells, own);
      const result = STACK_RULES[node.op]!({ node: own, inputs, cells, execution: options.execution });
      if (result) return 'kind' in result ? along(result) : result;
    }
    const parts = inputs.map((input) => input.apart());
    return beside(nodes.map((each, r) => ({ ...each, inputs: parts.map((part) => part[r]!) })));
  };
  return mapRecord(outputs, (place) => cellsAt(place).stacked());
}

function dataOf(value: Value): ArrayLike<number> {
  return value.kind === 'constant' ? value.data : [];
}

function hasSameAttributes(a: Operation, b: Operation): boolean {
  return JSON.stringify(a.attributes) === JSON.stringify(b.attributes);
}
