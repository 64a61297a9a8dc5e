import { type TensorRecord } from '../trace/trace.ts';
import { oneStep } from './one-step.ts';
import { prefixed, unprefixed } from './prefixes.ts';
import { shapedProgram } from './shaped-program.ts';
import { checkLoss } from './state.ts';
import type { StepMaker, TakeStep } from './take-step.ts';

/** Steps that are one program each, for the whole batch. */
export function wholeStep(maker: StepMaker): TakeStep {
  const { constants = {} } = maker.options;
  const program = shapedProgram(stepFunction(maker), maker.execution);
  return async ({ step, state, batch, scalars }) => {
    const results = await program({
      ...prefixed('state', state),
      ...prefixed('constant', constants),
      ...prefixed('batch', batch),
      ...prefixed('scalar', scalars),
    });
    const loss = Number(results['loss']!.data[0]);
    checkLoss(loss, step);
    return { loss, state: unprefixed('state', results) };
  };
}

function stepFunction({ options: { loss, guide, parameters, clipNorm }, optimizers }: StepMaker) {
  return (inputs: TensorRecord): TensorRecord => {
    const [constants, batch, scalars] = ['constant', 'batch', 'scalar'].map((role) => unprefixed(role, inputs));
    const after = oneStep({
      names: Object.keys(parameters),
      state: unprefixed('state', inputs),
      loss: (tensors) => loss({ parameters: tensors, constants: constants!, batch: batch! }),
      guide: guide && {
        combine: (gradient, other, parameter) => guide.combine(gradient, other, { parameter, batch: batch! }),
        loss: (tensors) => guide.loss({ parameters: tensors, constants: constants!, batch: batch! }),
      },
      optimizerOf: (name) => optimizers.of(name),
      scalarsOf: (name) => optimizers.scalarsOf(name, scalars!),
      clipNorm,
    });
    return { loss: after.loss, ...prefixed('state', after.state) };
  };
}
