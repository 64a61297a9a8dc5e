import { operation, traceKernel } from '../backend.ts';

/**
 * (x − mean)/√(variance + ε) · scale + shift over the last axis. Not a kernel of tfjs: `layerNorm` asks for it where a
 * back end has it.
 */
traceKernel('LayerNormalization', ({ x, scale, shift }, { epsilon }) =>
  operation('LayerNormalization', [x!, scale!, shift!], x!, { axis: -1, epsilon: { float: epsilon as number } }),
);
