import type { Execution } from '../execution.ts';
import { sizeOf } from '../host-tensor.ts';
import { operation } from '../trace/backend.ts';
import { constant, int64s, type Operation, type Value } from '../trace/value.ts';
import { type Cells, eitherWay, reshaped } from './cells.ts';

/** An operation that R cells have in common, on values that are not all the same. */
export interface Stacking {
  /** That of one cell. */
  readonly node: Operation;
  readonly inputs: readonly Cells[];
  /** R */
  readonly cells: number;
  readonly execution: Pick<Execution, 'precision' | 'threads'>;
}

/**
 * The operation for all cells at once, as a value [R, …] or in either form. Undefined where ONNX Runtime might give other bits than for
 * each cell alone: then each cell keeps an operation of its own.
 */
export type StackRule = (stacking: Stacking) => Value | Cells | undefined;

/** One result element for each input element by arithmetic that IEEE 754 prescribes to the last bit, or by moving bits. */
const EXACT = ['Add', 'Sub', 'Mul', 'Div', 'Sqrt', 'Neg', 'Abs', 'Max', 'Min', 'Relu', 'Where', 'Cast', 'Sign'];
const LOGICAL = ['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'And', 'Or', 'Not'];

const elementwise: StackRule = ({ node, inputs, cells }) => ({
  ...node,
  inputs: inputs.map((input) => input.shared ?? raised(input, node.shape.length)),
  shape: [cells, ...node.shape],
});

/** [R, 1 …, …shape] of rank 1 + `rank`, so that the leading axis stays in front when shapes are broadcast. */
function raised({ shape, stacked }: Cells, rank: number): Value {
  const value = stacked();
  const missing = Array<number>(rank - shape.length).fill(1);
  return missing.length === 0 ? value : reshaped(value, [value.shape[0]!, ...missing, ...shape]);
}

/** In single precision ONNX Runtime computes these with kernels of its own, in which a number's place makes no difference. */
const inFloat32 =
  (rule: StackRule): StackRule =>
  (stacking) =>
    stacking.execution.precision === 'float32' ? rule(stacking) : undefined;

/** The same along axes that are one further back; the first input is the data. */
const movedAxis: StackRule = ({ node, inputs, cells }) => ({
  ...node,
  inputs: [inputs[0]!.stacked(), ...node.inputs.slice(1)],
  attributes: { ...node.attributes, axis: (node.attributes['axis'] as number) + 1 },
  shape: [cells, ...node.shape],
});

const reshape: StackRule = ({ node, inputs, cells }) => reshaped(inputs[0]!.stacked(), [cells, ...node.shape]);

const transpose: StackRule = ({ node, inputs, cells }) => {
  const perm = [0, ...(node.attributes['perm'] as readonly number[]).map((axis) => axis + 1)];
  return { ...node, inputs: [inputs[0]!.stacked()], attributes: { perm }, shape: [cells, ...node.shape] };
};

const concat: StackRule = ({ node, inputs, cells }) => ({
  ...node,
  inputs: inputs.map((input) => input.stacked()),
  attributes: { axis: (node.attributes['axis'] as number) + 1 },
  shape: [cells, ...node.shape],
});

const slice: StackRule = ({ node, inputs, cells }) => {
  const [starts, ends, axes] = node.inputs.slice(1) as [Value, Value, Value];
  return {
    ...node,
    inputs: [inputs[0]!.stacked(), starts, ends, nextAxes(axes)],
    shape: [cells, ...node.shape],
  };
};

/** Zeros around a part, as the gradient of a slice has them. */
const pad: StackRule = ({ node, inputs, cells }) => {
  const [, amounts, filling] = node.inputs as [Value, Value, Value];
  if (!inputs[2]!.shared) return undefined;
  const all = numbersOf(amounts);
  const [before, after] = [all.slice(0, all.length / 2), all.slice(all.length / 2)];
  const wide = int64s([0, ...before, 0, ...after]);
  return { ...node, inputs: [inputs[0]!.stacked(), wide, filling], shape: [cells, ...node.shape] };
};

function nextAxes(axes: Value): Value {
  return int64s(numbersOf(axes).map((axis) => axis + 1));
}

/** ONNX's own arguments, which are known while tracing. */
function numbersOf(value: Value): number[] {
  return value.kind === 'constant' ? Array.from(value.data) : [];
}

/** Rows of one table for all cells, such as images by the indices of a batch. */
const gather: StackRule = ({ node, inputs, cells }) => {
  const [table, indices] = inputs as [Cells, Cells];
  if (!table.shared || node.attributes['axis'] !== 0) return undefined;
  const { shared } = table;
  return eitherWay(node.shape, {
    stacked: () => ({ ...node, inputs: [shared, indices.stacked()], shape: [cells, ...node.shape] }),
    apart: () => indices.apart().map((rows) => ({ ...node, inputs: [shared, rows] })),
  });
};

/** Elements by their addresses, which the number of the cell comes in front of. */
const addressed: StackRule = ({ node, inputs, cells }) => {
  if (node.attributes['reduction'] !== undefined) return undefined;
  const [data, addresses, ...updates] = inputs as [Cells, Cells, ...Cells[]];
  const lead = addresses.shape.slice(0, -1);
  const each = sizeOf(lead);
  const numbers = Array.from({ length: cells * each }, (_, i) => Math.floor(i / each));
  const own = constant('int64', [cells, ...lead, 1], numbers);
  const shape = [cells, ...lead, addresses.shape.at(-1)! + 1];
  const whole = operation('Concat', [own, addresses.stacked()], { dtype: 'int64', shape }, { axis: lead.length + 1 });
  return {
    ...node,
    inputs: [data.stacked(), whole, ...updates.map((update) => update.stacked())],
    shape: [cells, ...node.shape],
  };
};

/** Bytes of a cache line over those of a float32: the widest vectors that a processor adds up. */
const VECTOR = 16;

/**
 * Sums of rows. How ONNX Runtime splits a row into vectors depends on where in memory it begins, so rows have to be whole vectors long; sums over
 * other axes take another path for one axis more.
 */
const rowSum: StackRule = ({ node, inputs, cells }) => {
  const [{ shape, stacked }] = inputs as [Cells, Cells];
  const [, axes] = node.inputs as readonly [Value, Value];
  const isLast = numbersOf(axes).join() === String(shape.length - 1);
  if (!isLast || shape.at(-1)! % VECTOR !== 0 || sizeOf(node.shape) < 2) return undefined;
  return { ...node, inputs: [stacked(), nextAxes(axes)], shape: [cells, ...node.shape] };
};

/**
 * α A·B cell by cell in one operator of ONNX Runtime's own, which like Gemm takes factor and transposes as attributes. With several threads it would cut the
 * products among them in another way than it cuts a single one, and bits depend on the cut; with one row or column it takes another path.
 */
const product: StackRule = ({ node, inputs, cells, execution }) => {
  const isPlain = inputs.length === 2 && Math.min(...node.shape) > 1;
  if (!isPlain || execution.threads !== 1) return undefined;
  const { transA = 0, transB = 0, alpha = { float: 1 } } = node.attributes;
  return {
    ...node,
    op: 'FusedMatMul',
    inputs: inputs.map((input) => input.shared ?? input.stacked()),
    attributes: { transA, transB, alpha },
    shape: [cells, ...node.shape],
  };
};

const apart: StackRule = () => undefined;

/** The operators that cells can have in common. Graphs with others are not put together. */
export const STACK_RULES: Readonly<Record<string, StackRule>> = {
  ...Object.fromEntries([...EXACT, ...LOGICAL].map((op) => [op, elementwise])),
  Exp: inFloat32(elementwise),
  LogSoftmax: inFloat32(movedAxis),
  Softmax: inFloat32(movedAxis),
  Reshape: reshape,
  Transpose: transpose,
  Concat: concat,
  Slice: slice,
  Pad: pad,
  Gather: gather,
  GatherND: addressed,
  ScatterND: addressed,
  ReduceSum: rowSum,
  ReduceMean: apart,
  ReduceMax: apart,
  Gemm: product,
};
