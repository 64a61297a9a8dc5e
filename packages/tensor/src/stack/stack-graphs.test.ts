import { describe, expect, it } from 'vitest';

import { simplify } from '../simplify/simplify.ts';
import { tf } from '../tfjs.ts';
import { inOrder } from '../trace/order.ts';
import { input, mapRecord, trace, type ValueRecord } from '../trace/trace.ts';
import type { Value } from '../trace/value.ts';
import { align, type Place } from './align.ts';
import { along, type Cells, sharedBy } from './cells.ts';
import { stackGraphs } from './stack-graphs.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;

const INPUTS = mapRecord({ own: [4, 16], table: [8, 16] }, (shape, name) => input(name, { dtype: 'float32', shape }));

function graph(fn: (tensors: Tensors) => tf.Tensor): ValueRecord {
  return simplify(trace((tensors) => ({ y: fn(tensors) }), INPUTS));
}

/** Every cell has an `own` of its own and all have one `table`. */
function stacked(fns: readonly ((tensors: Tensors) => tf.Tensor)[], threads = 1): string[] {
  const own = along(input('owns', { dtype: 'float32', shape: [fns.length, 4, 16] }));
  const fed = ({ values: [value] }: Place): Cells | undefined => {
    if (value?.kind !== 'input') return undefined;
    return value.name === 'own' ? own : sharedBy(fns.length, value);
  };
  const places = align(fns.map(graph))!;
  const outputs = stackGraphs(places, { fed, execution: { precision: 'float32', threads } });
  return inOrder(Object.values(outputs)).flatMap((value) => (value.kind === 'operation' ? [describeValue(value)] : []));
}

function describeValue(value: Value & { kind: 'operation' }): string {
  return `${value.op} ${value.shape.join('×')}`;
}

const matMul = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(a, b, false, true);

describe('stackGraphs', () => {
  it('makes one operation of one in each graph, with their constants in a row', () => {
    expect(
      stacked(
        [2, 3, 4].map(
          (k) =>
            ({ own }) =>
              tf.sqrt(tf.mul(own!, k)),
        ),
      ),
    ).toEqual(['Reshape 3×1×1', 'Mul 3×4×16', 'Sqrt 3×4×16']);
  });

  it('computes once what all have', () => {
    const fns = [2, 2].map(
      (k) =>
        ({ own, table }: Tensors) =>
          tf.add(own!, tf.sum(tf.mul(table!, k), 0)),
    );
    expect(stacked(fns)).toEqual(['ReduceSum 16', 'Mul 16', 'Add 2×4×16']);
  });

  it('makes one product of products with one thread, and keeps them apart with several', () => {
    const fns = [1, 1].map(
      () =>
        ({ own, table }: Tensors) =>
          matMul(own!, table!),
    );
    expect(stacked(fns)).toEqual(['FusedMatMul 2×4×8']);
    expect(stacked(fns, 2)).toEqual([
      ...['Gather 4×16', 'Gemm 4×8', 'Reshape 1×4×8', 'Gather 4×16', 'Gemm 4×8', 'Reshape 1×4×8'],
      'Concat 2×4×8',
    ]);
  });

  it('keeps products with other factors apart', () => {
    const fns = [2, 3].map(
      (k) =>
        ({ own, table }: Tensors) =>
          tf.mul(matMul(own!, table!), k),
    );
    expect(stacked(fns).filter((op) => op.startsWith('Gemm'))).toHaveLength(2);
  });

  it('sums rows at once that are whole vectors, and others apart', () => {
    expect(
      stacked(
        [1, 1].map(
          () =>
            ({ own }) =>
              tf.sum(own!, 1),
        ),
      ),
    ).toEqual(['ReduceSum 2×4']);
    expect(
      stacked(
        [1, 1].map(
          () =>
            ({ own }) =>
              tf.sum(own!, 0),
        ),
      ).filter((op) => op === 'ReduceSum 16'),
    ).toHaveLength(2);
  });
});

describe('align', () => {
  const isAlike = (...fns: ((tensors: Tensors) => tf.Tensor)[]): boolean => align(fns.map(graph)) !== undefined;

  it('lays graphs over one another that differ in numbers, equal ones among them or not', () => {
    const blend = (a: number, b: number) => (t: Tensors) => tf.mul(tf.add(t['own']!, a), tf.sub(t['own']!, b));
    expect(isAlike(blend(2, 3), blend(3, 2))).toBe(true);
    expect(isAlike(blend(2, 3), blend(2, 2))).toBe(true);
  });

  it('tells other operators, inputs, axes and shapes apart', () => {
    const sum =
      (axis: number, keep = false) =>
      (t: Tensors) =>
        tf.sum(t['table']!, axis, keep);
    expect(
      isAlike(
        ({ own }) => tf.sqrt(own!),
        ({ own }) => tf.exp(own!),
      ),
    ).toBe(false);
    expect(
      isAlike(
        ({ own }) => tf.mul(own!, 1),
        ({ own }) => tf.mul(own!, 2),
      ),
    ).toBe(false);
    expect(
      isAlike(
        ({ own }) => tf.sum(own!, 1),
        ({ table }) => tf.sum(table!, 1),
      ),
    ).toBe(false);
    expect(isAlike(sum(0), sum(1))).toBe(false);
    expect(isAlike(sum(0), sum(0, true))).toBe(false);
    expect(align([{ a: INPUTS['own']! }, { b: INPUTS['own']! }])).toBeUndefined();
  });
});
