import type { FeatureSetInfo } from './feature-set.ts';
import type { EntryStore } from './store/entry-store.ts';
import type { SetRecord } from './store/set-record.ts';

/** What is known of a set from its record and the labels' sizes, without reading features. */
export function infoOf(name: string, { hash, content }: SetRecord, entries: EntryStore): FeatureSetInfo {
  const { backbone, featureDim, logitScale, classNames, text } = content;
  const common = { name, hash, backbone, featureDim, logitScale, classNames, hasText: text !== null };
  if (content.format === 1) {
    const shots = content.draws.map((draw) => draw.shots);
    return { ...common, shots, testPerShots: content.test === null, drawsBySeed: false };
  }
  const most = largestClass(entries.read(content.train.centre, 'labels.i32').data as Int32Array);
  const shots = Array.from({ length: most }, (_, i) => i + 1);
  const { model } = content.source;
  return {
    ...common,
    ...(typeof model === 'string' && { modelHash: model }),
    ...{ shots, testPerShots: false, drawsBySeed: true },
  };
}

function largestClass(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values());
}
