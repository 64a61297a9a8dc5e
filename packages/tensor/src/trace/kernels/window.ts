import { ShotbenchError } from '@shotbench/errors';

import { tf } from '../../tfjs.ts';
import type { KernelAttributes } from '../backend.ts';

/**
 * How the window of a convolution or pooling walks over an image. tfjs has channels last ([B, H, W, C]), ONNX first
 * ([B, C, H, W]).
 */
export interface Window {
  /** Of the result, in ONNX's order [B, C, H', W']. */
  readonly shape: readonly [number, number, number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Top, left, bottom, right. */
  readonly pads: readonly [number, number, number, number];
  /** Rows and columns at the far edge, padding included, that the last window does not reach. */
  readonly rest: readonly [number, number];
}

export const CHANNELS_FIRST = [0, 3, 1, 2];
export const CHANNELS_LAST = [0, 2, 3, 1];

type Info = tf.backend_util.Conv2DInfo;
type Four = [number, number, number, number];
type Padding = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
type Rounding = 'floor' | 'round' | 'ceil' | undefined;

/**
 * @param input [B, H, W, I]
 * @param filter [h, w, I, O]
 * @throws ShotbenchError `TENSOR_DATA_FORMAT` for channels first.
 */
export function convolutionWindow(
  input: readonly number[],
  filter: readonly number[],
  { strides, pad, dilations = 1, dimRoundingMode, dataFormat = 'NHWC' }: KernelAttributes,
): Window {
  if (dataFormat !== 'NHWC') {
    throw new ShotbenchError(
      'TENSOR_DATA_FORMAT',
      `tf.conv2d with data format ${String(dataFormat)} can't be traced; use NHWC`,
    );
  }
  const info = tf.backend_util.computeConv2DInfo(
    [...input] as Four,
    [...filter] as Four,
    strides as [number, number],
    dilations as [number, number],
    pad as Padding,
    dimRoundingMode as Rounding,
  );
  return windowOf(info);
}

/** @param input [B, H, W, C] */
export function poolingWindow(
  input: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: KernelAttributes,
): Window & { readonly size: readonly [number, number] } {
  const info = tf.backend_util.computePool2DInfo(
    [...input] as Four,
    filterSize as [number, number],
    strides as [number, number],
    1,
    pad as Padding,
    dimRoundingMode as Rounding,
  );
  return { ...windowOf(info), size: [info.filterHeight, info.filterWidth] };
}

function windowOf(info: Info): Window {
  const { top, left, bottom, right } = info.padInfo;
  const reach = (windows: number, stride: number, filter: number): number => (windows - 1) * stride + filter;
  const restRows = info.inHeight + top + bottom - reach(info.outHeight, info.strideHeight, info.effectiveFilterHeight);
  const restColumns = info.inWidth + left + right - reach(info.outWidth, info.strideWidth, info.effectiveFilterWidth);
  return {
    shape: [info.batchSize, info.outChannels, info.outHeight, info.outWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    // Where sizes are rounded up, the last window hangs over the edge by what is missing.
    pads: [top, left, bottom + Math.max(0, -restRows), right + Math.max(0, -restColumns)],
    rest: [Math.max(0, restRows), Math.max(0, restColumns)],
  };
}
