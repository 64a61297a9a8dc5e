import type { ValueRecord } from '../trace/trace.ts';
import { type Operation, sameShape, type Value } from '../trace/value.ts';

/** One place in R graphs that are built alike: what each of them has there. */
export interface Place {
  readonly values: readonly Value[];
  /** The places that the operations there read. */
  readonly inputs: readonly Place[];
}

/**
 * Lays R graphs over one another: the same operators on the same shapes, read from the same outputs. Numbers may differ: constants, and
 * attributes such as a product's factor.
 *
 * @returns the place of each output; undefined where the graphs are not built alike.
 */
export function align(graphs: readonly ValueRecord[]): Record<string, Place> | undefined {
  const numbers = new Map<Value, number>();
  const numberOf = (value: Value): number => {
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return numbers.get(value)!;
  };
  const places = new Map<string, Place | undefined>();
  const placeOf = (values: readonly Value[]): Place | undefined => {
    const key = values.map(numberOf).join();
    if (!places.has(key)) places.set(key, build(values));
    return places.get(key);
  };
  const build = (values: readonly Value[]): Place | undefined => {
    const [first] = values as [Value];
    if (!values.every((value) => areAlike(first, value))) return undefined;
    if (first.kind !== 'operation') return { values, inputs: [] };
    const inputs = first.inputs.map((_, i) => placeOf(values.map((value) => (value as Operation).inputs[i]!)));
    return inputs.every((input) => input !== undefined) ? { values, inputs } : undefined;
  };

  const outputs: Record<string, Place> = {};
  const names = Object.keys(graphs[0]!);
  if (graphs.some((graph) => Object.keys(graph).join() !== names.join())) return undefined;
  for (const name of names) {
    const place = placeOf(graphs.map((graph) => graph[name]!));
    if (!place) return undefined;
    outputs[name] = place;
  }
  return outputs;
}

function areAlike(a: Value, b: Value): boolean {
  if (a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) return false;
  if (a.kind === 'input') return b.kind === 'input' && a.name === b.name;
  if (a.kind === 'operation') return b.kind === 'operation' && a.op === b.op && a.inputs.length === b.inputs.length;
  // ONNX's own arguments, such as axes, say what is computed.
  return b.kind === 'constant' && (a.dtype !== 'int64' || isSameData(a.data, b.data));
}

/** Whether two arrays hold the same numbers. */
export function isSameData(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
