import { setImmediate as nextTurn } from 'node:timers/promises';

import { Tracker } from '@shotbench/tracker';

import { readSnapshot } from '../results/read-snapshot.ts';
import type { Source } from '../views/source.ts';
import { VIEW_APIS } from '../views/views.ts';
import { type Asked, keyOf } from './asked.ts';
import {
  type AnsweredAhead,
  type Order,
  type ReaderSetUp,
  type ReadReport,
  type Reply,
  sentError,
} from './messages.ts';
import { writeAnswer } from './write-answer.ts';

/** New results are not kept back for longer than this by answers that may not be asked for. */
const AHEAD_MILLISECONDS = 3000;

/** The work of a reader process: holds one edition of the results file, and answers from it. */
export function serveReader({ file, pictured }: ReaderSetUp): void {
  let source: Source | undefined;

  const read = async (version: string, ahead: readonly Asked[]): Promise<ReadReport> => {
    const began = performance.now();
    const tracker = source?.tracker ?? Tracker.openReadOnly(file);
    // The former results are not needed for reading, and two of them are a lot of memory.
    source = undefined;
    source = { snapshot: readSnapshot(tracker, version), tracker, pictured: new Set(pictured) };
    const answered = await answerAhead(source, [...ahead, ...firstPages(source)]);
    return { ahead: answered, milliseconds: performance.now() - began };
  };
  const carryOut = async (order: Order): Promise<unknown> => {
    if (order.kind === 'read') return read(order.version, order.ahead);
    if (source === undefined) throw new Error('this reader has not read anything yet');
    return order.kind === 'answer' ? writeAnswer(source, order.asked) : prepare(source);
  };
  const reply = (message: Reply): void => void process.send?.(message);

  process.on('message', (order: Order) => {
    carryOut(order).then(
      (value) => reply({ id: order.id, value }),
      (error: unknown) => reply({ id: order.id, error: sentError(error) }),
    );
  });
}

async function answerAhead(source: Source, ahead: readonly Asked[]): Promise<AnsweredAhead> {
  const answered = new Map<string, string>();
  // Every table is made of them.
  source.snapshot.cells();
  const end = performance.now() + AHEAD_MILLISECONDS;
  for (const asked of ahead) {
    if (performance.now() > end) break;
    try {
      answered.set(keyOf(asked), await writeAnswer(source, asked));
    } catch {
      // Whoever asks again is told.
    }
  }
  return answered;
}

/** What each view shows first: what it derives from the results is then there for its other pages, too. */
function firstPages(source: Source): Asked[] {
  return VIEW_APIS.flatMap((view) => {
    const [parameters] = view.pages(source);
    return parameters === undefined ? [] : [{ view: view.name, parameters }];
  });
}

async function prepare(source: Source): Promise<AnsweredAhead> {
  const answered = new Map<string, string>();
  for (const view of VIEW_APIS) {
    // Requests that have come meanwhile go first.
    await nextTurn();
    try {
      const [parameters] = view.pages(source);
      if (parameters === undefined) continue;
      const asked = { view: view.name, parameters };
      answered.set(keyOf(asked), await writeAnswer(source, asked));
    } catch {
      // Whoever asks for it is told.
    }
  }
  return answered;
}
