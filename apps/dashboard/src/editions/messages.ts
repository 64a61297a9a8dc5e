import { ShotbenchError } from '@shotbench/errors';

import type { Asked } from './asked.ts';

/** What a reader process is started with, as JSON in its first argument. */
export interface ReaderSetUp {
  /** The results file. */
  readonly file: string;
  /** See `Source`. */
  readonly pictured: readonly string[];
}

/** From the server to a reader process. */
export type Order =
  /** Read the results file anew, under this version, and then answer these requests ahead of their being made. */
  | { readonly id: number; readonly kind: 'read'; readonly version: string; readonly ahead: readonly Asked[] }
  | { readonly id: number; readonly kind: 'answer'; readonly asked: Asked }
  /** Answer the first page of each view in spare time, so that what views derive from the results is there when they are opened. */
  | { readonly id: number; readonly kind: 'prepare' };

/** From a reader process to the server. */
export type Reply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: SentError };

/** The texts of requests that were answered ahead, by {@link keyOf}. */
export type AnsweredAhead = ReadonlyMap<string, string>;

/** What comes of `read`. */
export interface ReadReport {
  readonly ahead: AnsweredAhead;
  /** What it took, without the start of the process. */
  readonly milliseconds: number;
}

/** An error on its way between processes. */
export interface SentError {
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a ShotbenchError. */
  readonly code: string | undefined;
}

export function sentError(error: unknown): SentError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, stack, code: error instanceof ShotbenchError ? error.code : undefined };
}

export function receivedError({ message, stack, code }: SentError): Error {
  const error = code === undefined ? new Error(message) : new ShotbenchError(code, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
