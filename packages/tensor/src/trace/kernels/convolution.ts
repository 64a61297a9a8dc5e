import { sizeOf } from '../../host-tensor.ts';
import { filled, operation, traceKernel } from '../backend.ts';
import { int64s } from '../value.ts';
import { transpose } from './layout.ts';
import { CHANNELS_FIRST, CHANNELS_LAST, convolutionWindow } from './window.ts';

/**
 * Convolution and its gradients. Filters are [h, w, I, O] in tfjs and [O, I, h, w] in ONNX; the transposes of an image
 * between two convolutions cancel.
 */

const OUTPUTS_FIRST = [3, 2, 0, 1];

/** x [B, H, W, I] and filter [h, w, I, O] → [B, H', W', O] */
traceKernel('Conv2D', ({ x, filter }, attributes) => {
  const { shape, strides, dilations, pads } = convolutionWindow(x!.shape, filter!.shape, attributes);
  const result = { dtype: x!.dtype, shape };
  if (sizeOf(filter!.shape) === 0) return transpose(filled(result.dtype, shape, 0), CHANNELS_LAST);
  const inputs = [transpose(x!, CHANNELS_FIRST), transpose(filter!, OUTPUTS_FIRST)];
  return transpose(operation('Conv', inputs, result, { strides, dilations, pads }), CHANNELS_LAST);
});

/** ∂L/∂x: every element of ∂L/∂y is spread over the window that it came from. */
traceKernel('Conv2DBackpropInput', ({ dy, filter }, attributes) => {
  const input = attributes['inputShape'] as number[];
  const { strides, pads, rest } = convolutionWindow(input, filter!.shape, attributes);
  if (sizeOf(dy!.shape) === 0) return filled(dy!.dtype, input, 0);
  const inputs = [transpose(dy!, CHANNELS_FIRST), transpose(filter!, OUTPUTS_FIRST)];
  const result = { dtype: dy!.dtype, shape: CHANNELS_FIRST.map((axis) => input[axis]!) };
  const dx = operation('ConvTranspose', inputs, result, { strides, pads, output_padding: rest });
  return transpose(dx, CHANNELS_LAST);
});

/**
 * ∂L/∂filter: the input convolved with ∂L/∂y as the filter. Batch and channels change places, and what was the stride
 * becomes the distance between the filter's elements.
 */
traceKernel('Conv2DBackpropFilter', ({ x, dy }, attributes) => {
  const filter = attributes['filterShape'] as [number, number, number, number];
  const { strides, pads, rest } = convolutionWindow(x!.shape, filter, attributes);
  if (sizeOf(dy!.shape) === 0 || sizeOf(x!.shape) === 0) return filled(dy!.dtype, filter, 0);
  const [rows, columns, ins, outs] = filter;
  const inputs = [transpose(x!, [3, 0, 1, 2]), transpose(dy!, [3, 0, 1, 2])]; // [I, B, H, W], [O, B, H', W']
  const wide = { dtype: dy!.dtype, shape: [ins, outs, rows + rest[0], columns + rest[1]] };
  const full = operation('Conv', inputs, wide, { dilations: strides, pads });
  // What the last window did not reach has to go.
  const result = { dtype: dy!.dtype, shape: [ins, outs, rows, columns] };
  const felt =
    rest[0] + rest[1] === 0
      ? full
      : operation('Slice', [full, int64s([0, 0]), int64s([rows, columns]), int64s([2, 3])], result);
  return transpose(felt, [2, 3, 0, 1]);
});
