import { Tracker } from '../src/index.ts';
import { runKey } from '../src/identity.ts';
import { cellWith, provenance, resultOf } from './fixtures.ts';

/** What happened to one run in a database: which accuracy it got, when, and whether it was kept with predictions. */
export type Story =
  | { readonly kind: 'queued' | 'running' | 'released' | 'failed'; readonly at: number }
  | { readonly kind: 'done'; readonly at: number; readonly accuracy: number; readonly predictions: boolean }
  | { readonly kind: 'taken back'; readonly at: number; readonly accuracy: number; readonly backAt: number }
  | { readonly kind: 'run again'; readonly at: number; readonly accuracy: number; readonly backAt: number };

/** Writes a database in which run number i, of seed i, has the i-th story; undefined: it is not there. */
export function writeStories(file: string, stories: readonly (Story | undefined)[], name: string): void {
  const clock = { now: 0 };
  const tracker = Tracker.open(file, { now: () => clock.now, isAlive: () => true });
  stories.forEach((story, seed) => story && tell(tracker, clock, { story, seed, name }));
  tracker.close();
}

function tell(
  tracker: Tracker,
  clock: { now: number },
  { story, seed, name }: { story: Story; seed: number; name: string },
): void {
  const cell = cellWith({ seed }, name === 'b' ? 'label' : '');
  const keys = [runKey(cell.identity)];
  const [key] = keys as [string];
  clock.now = story.at;
  tracker.enqueue([cell], name);
  if (story.kind === 'queued') return;
  tracker.claim(keys, name, provenance);
  const complete = (accuracy: number, predictions: boolean): void => {
    tracker.complete(key, name, resultOf(accuracy), predictions ? evidenceOf(accuracy) : {});
  };
  clock.now++;
  if (story.kind === 'released') tracker.release(name);
  if (story.kind === 'failed') tracker.fail(key, name, { code: 'DIVERGED', message: 'the loss is NaN' });
  if (story.kind === 'done') complete(story.accuracy, story.predictions);
  if (story.kind !== 'taken back' && story.kind !== 'run again') return;
  complete(story.accuracy, true);
  clock.now = Math.max(clock.now, story.backAt);
  tracker.invalidate(keys, 'a wrong test set');
  if (story.kind === 'taken back') return;
  tracker.requeue(keys, ['invalid'], 'mended');
  tracker.claim([...keys], name, provenance);
  clock.now++;
  complete(story.accuracy, false);
}

export function evidenceOf(accuracy: number) {
  const classes = Uint16Array.of(0, 1, accuracy % 2, 1);
  return {
    images: { train: [`image-${accuracy}`], validation: [] },
    log: `accuracy ${accuracy}`,
    predictions: [
      {
        part: '',
        testSet: { classNames: ['cat', 'dog'], labels: Uint16Array.of(0, 1, 0, 1), ids: ['a', 'b', 'c', 'd'] },
        ...{ classes, confidences: new Float32Array(4).fill(1), margins: new Float32Array(4).fill(0.5) },
      },
    ],
  };
}
