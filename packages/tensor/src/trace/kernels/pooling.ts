import { sizeOf } from '../../host-tensor.ts';
import { filled, operation, traceKernel } from '../backend.ts';
import { constant, int64s, splat, type Value } from '../value.ts';
import { reshape, transpose } from './layout.ts';
import { CHANNELS_FIRST, CHANNELS_LAST, poolingWindow, type Window } from './window.ts';

/** Average of each window; what it covers of the padding does not count. */
traceKernel('AvgPool', ({ x }, attributes) => {
  const { size, shape, strides, pads } = poolingWindow(x!.shape, attributes);
  const pool = { kernel_shape: size, strides, pads };
  const y = operation('AveragePool', [transpose(x!, CHANNELS_FIRST)], { dtype: x!.dtype, shape }, pool);
  return transpose(y, CHANNELS_LAST);
});

type Pooling = Window & { readonly size: readonly [number, number] };

/** Every element of ∂L/∂y is spread evenly over its window. */
traceKernel('AvgPoolGrad', ({ dy, input }, attributes) => {
  if (sizeOf(dy!.shape) === 0) return filled(dy!.dtype, input!.shape, 0);
  const pooling = poolingWindow(input!.shape, attributes);
  const shape = CHANNELS_FIRST.map((axis) => input!.shape[axis]!);
  const shares = divided(transpose(dy!, CHANNELS_FIRST), pooling, input!.shape);
  return transpose(isTiling(pooling) ? tiled(shares, pooling, shape) : spread(shares, pooling, shape), CHANNELS_LAST);
});

function isTiling({ size, strides, pads, rest }: Pooling): boolean {
  return size.every((n, i) => n === strides[i]) && [...pads, ...rest].every((n) => n === 0);
}

/** dy [B, C, H', W'] over the number of elements that each window averages. */
function divided(dy: Value, { size, strides, pads }: Pooling, [, rows, columns]: readonly number[]): Value {
  const counts = (axis: 0 | 1, length: number): number[] =>
    Array.from({ length: dy.shape[2 + axis]! }, (_, i) => {
      const begin = i * strides[axis] - pads[axis];
      return Math.min(begin + size[axis], length) - Math.max(begin, 0);
    });
  const [down, across] = [counts(0, rows!), counts(1, columns!)];
  const share = constant(
    dy.dtype,
    [down.length, across.length],
    down.flatMap((n) => across.map((m) => 1 / (n * m))),
  );
  const isEven = share.data.length > 0 && Array.from(share.data).every((value) => value === share.data[0]);
  return operation('Mul', [dy, isEven ? splat(dy.dtype, [], share.data[0]!) : share], dy);
}

/** Windows side by side: each element is repeated over its own. */
function tiled(dy: Value, { size }: Pooling, shape: readonly number[]): Value {
  const [batch, channels, rows, columns] = dy.shape as [number, number, number, number];
  const apart = reshape(dy, [batch, channels, rows, 1, columns, 1]);
  const repeated = [batch, channels, rows, size[0], columns, size[1]];
  return reshape(operation('Expand', [apart, int64s(repeated)], { dtype: dy.dtype, shape: repeated }), shape);
}

/** Windows that overlap or leave gaps: the transposed convolution of each channel with ones. */
function spread(dy: Value, { size, strides, pads, rest }: Pooling, shape: readonly number[]): Value {
  const [, , rows, columns] = shape as [number, number, number, number];
  const planes = dy.shape[0]! * dy.shape[1]!;
  const inputs = [reshape(dy, [planes, 1, dy.shape[2]!, dy.shape[3]!]), splat(dy.dtype, [1, 1, ...size], 1)];
  const result = { dtype: dy.dtype, shape: [planes, 1, rows, columns] };
  return reshape(operation('ConvTranspose', inputs, result, { strides, pads, output_padding: rest }), shape);
}
