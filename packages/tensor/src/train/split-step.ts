import { inPrecision } from '../compile.ts';
import { float64, zeros } from '../host-tensor.ts';
import { tf } from '../tfjs.ts';
import { mapRecord, type TensorRecord } from '../trace/trace.ts';
import { lossAndGradients, type ParameterLoss } from './gradients.ts';
import type { HostRecord } from './loop.ts';
import { partsOf, type Split } from './parts.ts';
import { prefixed, unprefixed } from './prefixes.ts';
import { shapedProgram } from './shaped-program.ts';
import { checkLoss } from './state.ts';
import type { StepMaker, TakeStep } from './take-step.ts';
import type { Loss } from './train-loop.ts';
import { updated } from './update.ts';

/**
 * Steps in parts: one program adds the gradients of a part, by its share of the batch, to those of the parts before; another makes the update of their
 * sum. There is one set of sums, which the first program reads and writes in place: whatever the number of parts, gradients exist once.
 */
export function splitStep(maker: StepMaker, split: Split): TakeStep {
  const { options, execution } = maker;
  const { parameters, constants = {}, guide } = options;
  const addPart = shapedProgram(partFunction(maker), execution);
  const update = shapedProgram(updateFunction(maker), execution);
  const zerosLike = (tensors: HostRecord): HostRecord =>
    mapRecord(tensors, ({ shape }) => inPrecision(zeros(shape), execution.precision));
  let sums: HostRecord | undefined;
  return async ({ step, state, batch, scalars }) => {
    sums ??= { ...prefixed('own', zerosLike(parameters)), ...(guide && prefixed('guide', zerosLike(parameters))) };
    for (const { data } of Object.values(sums)) data.fill(0);
    const fixed = {
      ...prefixed(
        'state',
        mapRecord(parameters, (_, name) => state[name]!),
      ),
      ...prefixed('constant', constants),
    };
    let loss = 0;
    for (const part of partsOf(batch, split)) {
      const share = float64([], [part.share]);
      const results = await addPart({ ...fixed, ...prefixed('batch', part.batch), share, ...sums }, sums);
      loss += Number(results['loss']!.data[0]);
    }
    checkLoss(loss, step);
    const shared = Object.entries(batch).filter(([name]) => !split.of.includes(name));
    // ONNX Runtime keeps the memory that it computes in; what it need not take for the state, 0.2 GiB for masks of ViT-B/16, is not beside that of the parts.
    const after = prefixed('state', zerosLike(state));
    await update(
      {
        ...prefixed('state', state),
        ...prefixed('batch', Object.fromEntries(shared)),
        ...prefixed('scalar', scalars),
        ...sums,
      },
      after,
    );
    return { loss, state: unprefixed('state', after) };
  };
}

/** The part's share of the loss, and of the gradients added to the sums. */
function partFunction({ options: { loss, guide, parameters } }: StepMaker) {
  return (inputs: TensorRecord): TensorRecord => {
    const [state, constants, batch] = ['state', 'constant', 'batch'].map((role) => unprefixed(role, inputs));
    const shareOf =
      (whole: Loss): ParameterLoss =>
      (tensors) =>
        tf.mul(whole({ parameters: tensors, constants: constants!, batch: batch! }), inputs['share']!);
    const { loss: value, gradients } = lossAndGradients({
      names: Object.keys(parameters),
      state: state!,
      loss: shareOf(loss),
      guide: guide && shareOf(guide.loss),
    });
    const added = (role: string, ofPart: TensorRecord): TensorRecord =>
      mapRecord(prefixed(role, ofPart), (gradient, name) => tf.add(inputs[name]!, gradient));
    return {
      loss: value,
      ...added('own', gradients.own),
      ...(gradients.guide && added('guide', gradients.guide)),
    };
  };
}

/** The state after an update by the sums. */
function updateFunction({ options: { guide, parameters, clipNorm }, optimizers }: StepMaker) {
  return (inputs: TensorRecord): TensorRecord => {
    const [state, batch, scalars] = ['state', 'batch', 'scalar'].map((role) => unprefixed(role, inputs));
    const gradients = { own: unprefixed('own', inputs), guide: guide && unprefixed('guide', inputs) };
    const after = updated(gradients, {
      names: Object.keys(parameters),
      state: state!,
      combine: guide && ((gradient, other, parameter) => guide.combine(gradient, other, { parameter, batch: batch! })),
      optimizerOf: (name) => optimizers.of(name),
      scalarsOf: (name) => optimizers.scalarsOf(name, scalars!),
      clipNorm,
    });
    return prefixed('state', after);
  };
}
