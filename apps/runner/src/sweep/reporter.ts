import type { FitProgress } from '@shotbench/few-shot';
import { describeCell, evaluationKind, type RunResult } from '@shotbench/tracker';

import { describeSeconds } from './describe-seconds.ts';
import type { PlannedCell } from './plan.ts';

/** Where progress is written; `process.stderr` in the command. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Tells how a sweep is getting on: one plain line for each cell and, on a terminal, a status line that changes in place. */
export class SweepReporter {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  /** Notes of the cells that are running, by key. */
  readonly #running = new Map<string, { readonly cell: PlannedCell; readonly note: string }>();
  #total = 0;
  #finished = 0;
  #ran = 0;
  #began = 0;
  #waitedFor = 0;
  #lastStatus = 0;

  /** @param now milliseconds. */
  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  start(total: number, finished: number): void {
    this.#total = total;
    this.#finished = finished;
    this.#began = this.#now();
    const already = finished > 0 ? `, ${finished} of them already there` : '';
    this.#line(`${total} ${total === 1 ? 'cell' : 'cells'}${already}`);
  }

  cellStarted(cell: PlannedCell): void {
    this.#waitedFor = 0;
    this.#running.set(cell.key, { cell, note: '' });
    this.#status(true);
  }

  cellProgress(cell: PlannedCell, { note }: FitProgress): void {
    this.#running.set(cell.key, { cell, note: `: ${note}` });
    this.#status();
  }

  cellDone(cell: PlannedCell, result: RunResult): void {
    this.#cellEnded(cell);
    const seconds = (result.fitSeconds + result.evaluateSeconds).toFixed(1);
    this.#line(`${this.#count()} ${describeCell(cell)}: ${describeScore(cell, result)} in ${seconds} s`);
  }

  cellFailed(cell: PlannedCell, message: string): void {
    this.#cellEnded(cell);
    this.#line(`${this.#count()} ${describeCell(cell)}: failed: ${message}`);
  }

  /** A cell that has not failed yet is tried once more. */
  cellRetried(cell: PlannedCell, reason: string): void {
    this.#running.delete(cell.key);
    this.#line(`${describeCell(cell)}: ${reason}; it is tried again`);
  }

  /** Another runner holds the last cells. */
  waiting(cells: number): void {
    if (cells === this.#waitedFor) return;
    this.#waitedFor = cells;
    this.#line(`waiting for ${cells} ${cells === 1 ? 'cell' : 'cells'} that another runner holds`);
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }

  #cellEnded({ key }: PlannedCell): void {
    this.#running.delete(key);
    this.#finished++;
    this.#ran++;
  }

  #count(): string {
    return `[${String(this.#finished).padStart(String(this.#total).length)}/${this.#total}]`;
  }

  #timeLeft(): string {
    if (this.#ran === 0) return '';
    const seconds = ((this.#now() - this.#began) / 1000 / this.#ran) * (this.#total - this.#finished);
    return ` about ${describeSeconds(seconds)} left:`;
  }

  #line(text: string): void {
    this.end();
    this.#stream.write(`${text}\n`);
  }

  /** The changing line of a terminal, at most ten times a second: what is running, and how long it will take. */
  #status(always = false): void {
    if (!this.#stream.isTTY || (!always && this.#now() - this.#lastStatus < 100)) return;
    this.#lastStatus = this.#now();
    const cells = [...this.#running.values()].map(({ cell, note }) => `${describeCell(cell)}${note}`);
    const line = `${this.#count()}${this.#timeLeft()} ${cells.join(' | ')}`;
    this.#stream.write(`\r\u001b[K${line.slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }
}

/** The number that a run is known by, with what it is of. */
function describeScore({ identity }: PlannedCell, { accuracy, metrics }: RunResult): string {
  const percent = (value: number | undefined): string => `${value?.toFixed(2)} %`;
  const kind = evaluationKind(identity);
  if (kind === 'few-shot') return percent(accuracy);
  if (kind === 'base-to-novel') return `base ${percent(metrics['base'])}, novel ${percent(metrics['novel'])}`;
  return `${percent(accuracy)} on the targets`;
}
