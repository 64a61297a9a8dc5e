import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { FitProgress } from '@shotbench/few-shot';

import type { PlannedCell } from '../plan.ts';
import type { CellReport, CellRunner } from './cell-runner.ts';
import type { Answer, Order, WorkerSetUp } from './messages.ts';

const SCRIPT = fileURLToPath(new URL('../../../bin/sweep-worker.js', import.meta.url));

/** How long a worker that was told to stop may take to do so. */
const GRACE_MS = 2_000;

/** Runs cells in a child process, which is started for the first cell and again after it has died. */
export class WorkerProcess implements CellRunner {
  readonly #setUp: WorkerSetUp;
  readonly #signal: AbortSignal;
  #child: ChildProcess | undefined;

  constructor(setUp: WorkerSetUp, signal: AbortSignal) {
    this.#setUp = setUp;
    this.#signal = signal;
  }

  run({ key, identity, variant }: PlannedCell, onProgress: (progress: FitProgress) => void): Promise<CellReport> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve) => {
      const onMessage = (answer: Answer): void => {
        if (answer.kind === 'progress') onProgress(answer.progress);
        else settle(answer.report);
      };
      const onExit = (code: number | null, signal: string | null): void =>
        die(`worker ended ${signal === null ? `with exit code ${code}` : `by ${signal}`}`);
      const onError = ({ message }: Error): void => die(`worker has no connection: ${message}`);
      const onAbort = (): void => {
        send(child, { kind: 'abort' });
        const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        child.once('exit', () => clearTimeout(timer));
      };
      const die = (reason: string): void => {
        this.#child = undefined;
        child.kill('SIGKILL');
        settle({ kind: 'died', reason });
      };
      const settle = (report: CellReport): void => {
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        this.#signal.removeEventListener('abort', onAbort);
        resolve(report);
      };
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      this.#signal.addEventListener('abort', onAbort);
      // A message that is sent before the worker listens waits in the channel.
      send(child, { kind: 'run', cell: { key, identity, variant } });
    });
  }

  async close(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    // It owns nothing that would have to be put in order.
    child.kill('SIGKILL');
    await gone;
  }

  #start(): ChildProcess {
    const child = fork(SCRIPT, [JSON.stringify(this.#setUp)], {
      serialization: 'advanced',
      // What a library prints must not get among the results on standard output.
      stdio: ['ignore', 2, 2, 'ipc'],
      execArgv: [],
    });
    const forget = (): void => {
      if (this.#child === child) this.#child = undefined;
    };
    return child.once('exit', forget).on('error', forget);
  }
}

/** What goes wrong in sending also ends the worker or its connection, which is seen there. */
function send(child: ChildProcess, order: Order): void {
  child.send(order, () => undefined);
}
