import { ShotbenchError } from '@shotbench/errors';

import { type HostTensor, zeros } from '../host-tensor.ts';
import type { HostRecord } from './loop.ts';

/** Names of what an optimiser remembers stand beside those of the parameters. */
const MEMORY = '/memory';

export function memoryName(parameter: string, slot: number): string {
  return `${parameter}${MEMORY}${slot}`;
}

export function isMemory(name: string): boolean {
  return name.includes(MEMORY);
}

/** Parameters and, all zero, what the optimiser is going to remember of each. */
export function initialState(parameters: HostRecord, memories: (parameter: string) => number): HostRecord {
  const state: Record<string, HostTensor> = { ...parameters };
  for (const [name, { shape }] of Object.entries(parameters)) {
    for (let slot = 0; slot < memories(name); slot++) state[memoryName(name, slot)] = zeros(shape);
  }
  return state;
}

/** @param step counted from 0. */
export function checkLoss(loss: number, step: number): void {
  if (Number.isFinite(loss)) return;
  throw new ShotbenchError(
    'TRAIN_DIVERGED',
    `training diverged: the loss is ${loss} at step ${step + 1}; lower the learning rate or check the features`,
  );
}
