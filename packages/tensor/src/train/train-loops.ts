import { sizeOf } from '../host-tensor.ts';
import { align } from '../stack/align.ts';
import { STACK_RULES } from '../stack/rules.ts';
import { mapRecord } from '../trace/trace.ts';
import { follow } from './follow.ts';
import { onnxLoop } from './onnx-loop.ts';
import { parametersOf, prepareTraining } from './prepare.ts';
import { paceOf, runInSegments } from './segments.ts';
import { cellOf, graphOf, stackSteps, type TracedTraining } from './stack-steps.ts';
import { traceStep, valuesOf } from './traced-step.ts';
import { runTraining, trainLoop, type Trained, type TrainLoopOptions } from './train-loop.ts';

/**
 * Elements that one step of a loop may compute, all trainings together: 2 MiB of float32, about a processor core's own cache. More of them only push one
 * another out of it, and take longer than one after the other (`npm run bench -- leading-axis`).
 */
const MOST_ELEMENTS = 2 ** 19;

/**
 * `trainLoop` for several trainings at once: those that are built alike go through one loop along a leading axis, with the numbers that each would
 * have by itself, to the last bit.
 *
 * Alike are trainings with the same execution, number of steps and steps between checkpoints, whose losses and optimisers are the same operations on tensors of
 * the same shapes. They may differ in all numbers: initial values, constants, batches, learning rates, and factors in losses and optimisers. The others, those
 * with operations that have no rule in `stack/rules.ts`, and all on other executors than `onnx`, are trained by themselves.
 *
 * @returns in order, what `Promise.allSettled` would of the single trainings: one that diverges or is stopped leaves the others alone.
 */
export async function trainLoops(trainings: readonly TrainLoopOptions[]): Promise<PromiseSettledResult<Trained>[]> {
  const results: PromiseSettledResult<Trained>[] = [];
  for (const group of await groupsOf(trainings)) {
    const settled = group.length > 1 ? await together(group) : await Promise.allSettled(group.map(alone));
    group.forEach(({ index }, r) => (results[index] = settled[r]!));
  }
  return results;
}

async function alone({ options, training }: Member): Promise<Trained> {
  if (!training) return trainLoop(options);
  options.signal?.throwIfAborted();
  return runTraining(training, await onnxLoop(training.traced, training.inputs, training.execution));
}

/** One of the trainings, traced if it may go with others. */
interface Member {
  readonly index: number;
  readonly options: TrainLoopOptions;
  readonly training?: TracedTraining;
}

/** The trainings in groups that are built alike, each as large as memory allows. */
async function groupsOf(trainings: readonly TrainLoopOptions[]): Promise<Member[][]> {
  const groups: Member[][] = [];
  for (const [index, options] of trainings.entries()) {
    const training = await traced(options);
    const member = { index, options, ...(training && { training }) };
    const group = training && groups.find((others) => hasPlaceFor(training, others));
    if (group) group.push(member);
    else groups.push([member]);
  }
  return groups;
}

/** The training with its graph; undefined where it has to run alone, or can't begin, which running it will tell. */
async function traced(options: TrainLoopOptions): Promise<TracedTraining | undefined> {
  try {
    const training = await prepareTraining(options);
    if (training.execution.executor !== 'onnx') return undefined;
    const step = traceStep(training.step, training.specs);
    const hasRules = valuesOf(step).every((value) => value.kind !== 'operation' || value.op in STACK_RULES);
    return hasRules ? { ...training, traced: step } : undefined;
  } catch {
    return undefined;
  }
}

function hasPlaceFor(training: TracedTraining, [first, ...others]: readonly Member[]): boolean {
  const other = first!.training;
  if (!other || (others.length + 2) * elementsOf(training) > MOST_ELEMENTS) return false;
  const manner = ({ execution, options }: TracedTraining): string => JSON.stringify([execution, paceOf(options)]);
  return manner(training) === manner(other) && align([graphOf(other.traced), graphOf(training.traced)]) !== undefined;
}

function elementsOf({ traced: step }: TracedTraining): number {
  return valuesOf(step).reduce((sum, value) => sum + (value.kind === 'operation' ? sizeOf(value.shape) : 0), 0);
}

/** Runs trainings that are built alike in one loop. */
async function together(group: readonly Member[]): Promise<PromiseSettledResult<Trained>[]> {
  const trainings = group.map(({ training }) => training!);
  const [first] = trainings as [TracedTraining];
  const R = trainings.length;
  const failures = new Map<number, unknown>();
  for (const [r, { options }] of trainings.entries()) {
    if (options.signal?.aborted) failures.set(r, options.signal.reason);
  }
  const stacked = stackSteps(trainings, align(trainings.map(({ traced: step }) => graphOf(step)))!);
  const loop = await onnxLoop(stacked.traced, stacked.inputs, first.execution);
  const followed = trainings.map(({ options }) => follow(options));

  const state = { ...paceOf(first.options), state: stacked.state };
  const end = await runInSegments(loop, state, async (segment) => {
    const losses = segment.outputs['loss']!.data;
    for (const [r, { options }] of trainings.entries()) {
      if (failures.has(r)) continue;
      const own = Float64Array.from({ length: losses.length / R }, (_, i) => losses[i * R + r]!);
      const parameters = parametersOf(options, cellOf(segment.state, r));
      try {
        await followed[r]!.tell({ start: segment.start, losses: own, parameters });
      } catch (error) {
        failures.set(r, error);
      }
    }
    return failures.size < R;
  });

  return trainings.map(({ options }, r) => {
    if (failures.has(r)) return { status: 'rejected', reason: failures.get(r) };
    // Copies, so that none of the trainings holds on to the memory of all.
    const parameters = mapRecord(parametersOf(options, cellOf(end, r)), (tensor) => ({
      ...tensor,
      data: tensor.data.slice(),
    }));
    return { status: 'fulfilled', value: { parameters, losses: followed[r]!.losses } };
  });
}
