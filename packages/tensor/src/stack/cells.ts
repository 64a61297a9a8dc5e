import { sizeOf } from '../host-tensor.ts';
import { operation } from '../trace/backend.ts';
import { type Constant, constant, int64s, splat, type Value } from '../trace/value.ts';

/** What R cells have at one place of their graphs, in whichever form it is asked for. */
export interface Cells {
  /** Of one cell. */
  readonly shape: readonly number[];
  /** Present where all cells have the same. */
  readonly shared?: Value;
  /** [R, …shape] */
  readonly stacked: () => Value;
  /** R values of the shape. */
  readonly apart: () => readonly Value[];
}

/** What all cells have. */
export function sharedBy(cells: number, value: Value): Cells {
  const { dtype, shape } = value;
  const wide = [cells, ...shape];
  return {
    shape,
    shared: value,
    stacked: once(() => operation('Expand', [value, int64s(wide)], { dtype, shape: wide })),
    apart: () => Array<Value>(cells).fill(value),
  };
}

/** Cells along the leading axis of one value. */
export function along(value: Value): Cells {
  const { dtype } = value;
  const [cells, ...shape] = value.shape as [number, ...number[]];
  const cell = (r: number): Value => operation('Gather', [value, splat('int64', [], r)], { dtype, shape }, { axis: 0 });
  return { shape, stacked: () => value, apart: once(() => Array.from({ length: cells }, (_, r) => cell(r))) };
}

/** Cells of which each has a value of its own. */
export function beside(values: readonly Value[]): Cells {
  const [{ shape, dtype }] = values as [Value];
  return { shape, apart: () => values, stacked: once(() => (areConstants(values) ? joined(values) : concatenated())) };

  function concatenated(): Value {
    const slabs = values.map((value) => reshaped(value, [1, ...shape]));
    return operation('Concat', slabs, { dtype, shape: [values.length, ...shape] }, { axis: 0 });
  }
}

/** Cells that can be computed either way at the same cost, so each way is taken when it is asked for. */
export function eitherWay(shape: readonly number[], ways: Pick<Cells, 'stacked' | 'apart'>): Cells {
  return { shape, stacked: once(ways.stacked), apart: once(ways.apart) };
}

export function reshaped(value: Value, shape: readonly number[]): Value {
  return operation('Reshape', [value, int64s(shape)], { dtype: value.dtype, shape });
}

function areConstants(values: readonly Value[]): values is readonly Constant[] {
  return values.every((value) => value.kind === 'constant');
}

/** Constants below one another, filled ones written out. */
function joined(values: readonly Constant[]): Constant {
  const [{ dtype, shape }] = values as [Constant];
  const size = sizeOf(shape);
  const numbers = values.flatMap(({ data }) =>
    data.length === size ? Array.from(data) : Array<number>(size).fill(data[0]!),
  );
  return constant(dtype, [values.length, ...shape], numbers);
}

/** A value that is made when first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
