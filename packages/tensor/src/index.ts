/**
 * Runs TensorFlow.js programs, gradients included: traced to one ONNX graph for ONNX Runtime, or eagerly on a tfjs back
 * end. See README.md.
 */
export { tf } from './tfjs.ts';
export {
  type DType,
  float32,
  float64,
  type HostData,
  type HostDType,
  type HostTensor,
  int32,
  sizeOf,
  specOf,
  specsOf,
  type TensorSpec,
  zeros,
} from './host-tensor.ts';
export { type Execution, EXECUTORS, type ExecutionOptions, type ExecutorName, resolveExecution } from './execution.ts';
export type { Precision } from './onnx/writer.ts';
export { compile, exportOnnx, type Program } from './compile.ts';
export { forgetSessions } from './onnx/session.ts';
export {
  type Checkpoints,
  type Loss,
  trainLoop,
  type Trained,
  type TrainLoopOptions,
  type TrainProgress,
} from './train/train-loop.ts';
export { trainLoops } from './train/train-loops.ts';
export { type Checkpoint, readCheckpoint, writeCheckpoint } from './train/checkpoint.ts';
export type { Split } from './train/parts.ts';
export {
  type CombinedParameter,
  openTrainer,
  type Trainer,
  type TrainerOptions,
  type TrainerState,
} from './train/trainer.ts';
export {
  adadelta,
  type AdadeltaOptions,
  adam,
  type AdamOptions,
  adamW,
  type Optimizer,
  sgd,
  type SgdOptions,
} from './train/optimizer.ts';
export {
  constantRate,
  cosinePerStep,
  linearWarmupCosine,
  type LinearWarmupCosineOptions,
  warmupCosine,
  type WarmupCosineOptions,
} from './train/schedule.ts';
export { cosineLogits } from './functions/cosine-logits.ts';
export { unitLength } from './functions/unit-length.ts';
export { softmaxCrossEntropy } from './functions/cross-entropy.ts';
export { attention, type AttentionOptions } from './functions/attention.ts';
export { gelu } from './functions/gelu.ts';
export { layerNorm, type LayerNormWeights } from './functions/layer-norm.ts';
export { linear } from './functions/linear.ts';
export { quickGelu } from './functions/quick-gelu.ts';
