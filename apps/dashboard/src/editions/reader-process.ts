import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Asked } from './asked.ts';
import {
  type AnsweredAhead,
  type Order,
  type ReaderSetUp,
  type ReadReport,
  receivedError,
  type Reply,
} from './messages.ts';

const SCRIPT = fileURLToPath(new URL('../../bin/results-reader.js', import.meta.url));

/** A reader process has ended, and with it what it was asked for. */
export class ReaderGone extends Error {}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Task<T> = T extends Order ? Omit<T, 'id'> : never;

/** A process that holds one edition of the results file: reading it and computing with it keeps nobody else waiting. */
export class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #gone: ReaderGone | undefined;

  /** Starts it. `onGone` is called once when it has ended, for whatever reason. */
  constructor({ file, pictured }: ReaderSetUp, onGone: (reader: ReaderProcess) => void) {
    const setUp = JSON.stringify({ file, pictured } satisfies ReaderSetUp);
    this.#child = fork(SCRIPT, [setUp], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
    this.#child.on('message', (reply: Reply) => this.#settle(reply));
    const end = (reason: string): void => {
      if (this.#gone !== undefined) return;
      this.#gone = new ReaderGone(`the process that reads the results has ended (${reason})`);
      this.#child.kill('SIGKILL');
      for (const { reject } of this.#waiting.values()) reject(this.#gone);
      this.#waiting.clear();
      onGone(this);
    };
    this.#child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    this.#child.on('error', ({ message }) => end(message));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** Reads the file anew, and answers these requests ahead. @throws ReaderGone, or what keeps the file from being read. */
  read(version: string, ahead: readonly Asked[]): Promise<ReadReport> {
    return this.#order({ kind: 'read', version, ahead }) as Promise<ReadReport>;
  }

  /** @throws ReaderGone, or what the view throws. */
  answer(asked: Asked): Promise<string> {
    return this.#order({ kind: 'answer', asked }) as Promise<string>;
  }

  /** The answers for the first page of each view, made while nobody asks for anything else. @throws ReaderGone */
  prepare(): Promise<AnsweredAhead> {
    return this.#order({ kind: 'prepare' }) as Promise<AnsweredAhead>;
  }

  async close(): Promise<void> {
    if (this.#gone !== undefined) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  #order(task: Task<Order>): Promise<unknown> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // What goes wrong in sending also ends the process or its connection, which is seen there.
      this.#child.send({ ...task, id }, () => undefined);
    });
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(receivedError(reply.error));
    else waiting?.resolve(reply.value);
  }
}
