import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { type NdArray, readSafetensors, writeSafetensors } from '@shotbench/array-files';
import { oneLine, ShotbenchError } from '@shotbench/errors';

import type { HostTensor } from '../host-tensor.ts';
import type { TrainerState } from './trainer.ts';

/** A training between two steps, with everything that decides how it goes on. */
export interface Checkpoint {
  readonly state: TrainerState;
  /** Identifies data and settings: another training does not continue from here. */
  readonly identity: string;
  /** Seconds of training so far, over all processes that took part. */
  readonly seconds: number;
}

/** Writes a checkpoint that is complete or not there; the one before is replaced at once. */
export function writeCheckpoint(path: string, { state, identity, seconds }: Checkpoint): void {
  const note = new TextEncoder().encode(JSON.stringify({ identity, seconds, step: state.step }));
  const tensors = new Map<string, NdArray>([
    [NOTE, { dtype: 'uint8', shape: [note.length], data: note }],
    ...named(PARAMETER, state.parameters),
    ...named(MEMORY, state.memory),
  ]);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, writeSafetensors(tensors));
  renameSync(`${path}.part`, path);
}

/**
 * @returns undefined if there is no file.
 * @throws ShotbenchError `TRAIN_CHECKPOINT` for a file that is no checkpoint or one of another training.
 */
export function readCheckpoint(path: string, identity: string): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  const { tensors, note } = opened(path);
  if (note.identity !== identity) {
    throw checkpointError(
      `${path} is of another training (${note.identity.slice(0, 12)} instead of ${identity.slice(0, 12)})`,
      'one of the same data and settings; delete it to start anew, or repeat the settings to continue',
    );
  }
  const state = { step: note.step, parameters: unnamed(PARAMETER, tensors), memory: unnamed(MEMORY, tensors) };
  return { state, identity, seconds: note.seconds };
}

const [NOTE, PARAMETER, MEMORY] = ['note', 'parameter:', 'memory:'];

interface Note {
  readonly identity: string;
  readonly seconds: number;
  readonly step: number;
}

function opened(path: string): { tensors: ReadonlyMap<string, NdArray>; note: Note } {
  try {
    const tensors = readSafetensors(readFileSync(path), path);
    const note = JSON.parse(new TextDecoder().decode(tensors.get(NOTE)!.data)) as Note;
    return { tensors, note };
  } catch (error) {
    throw checkpointError(
      `${path} cannot be read (${oneLine(error)})`,
      'a checkpoint of training; delete it to start anew',
      error,
    );
  }
}

function named(prefix: string, tensors: Readonly<Record<string, HostTensor>>): [string, NdArray][] {
  // Host tensors are arrays of the types that files have.
  return Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor as NdArray]);
}

function unnamed(prefix: string, tensors: ReadonlyMap<string, NdArray>): Record<string, HostTensor> {
  const members = [...tensors].filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(members.map(([name, array]) => [name.slice(prefix.length), array as HostTensor]));
}

function checkpointError(what: string, expected: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError('TRAIN_CHECKPOINT', `${what}; expected ${expected}`, { cause });
}
