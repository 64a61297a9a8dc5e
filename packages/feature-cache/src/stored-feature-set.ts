import { halfToFloat } from '@shotbench/array-files';
import { ShotbenchError } from '@shotbench/errors';

import { extractedFeatureSet } from './extracted-feature-set.ts';
import type { FeatureSet, FeatureSetInfo } from './feature-set.ts';
import { readRows } from './read-rows.ts';
import { infoOf } from './set-info.ts';
import type { EntryStore } from './store/entry-store.ts';
import type { ImportedContent, SetRecord } from './store/set-record.ts';

/** A set that reads its arrays from the store when asked. Every id it reads was checked to exist by the cache. */
export function storedFeatureSet(name: string, record: SetRecord, entries: EntryStore): FeatureSet {
  const info = infoOf(name, record, entries);
  const { content } = record;
  const text = (): Float32Array | undefined => (content.text === null ? undefined : readText(entries, content.text));
  if (content.format === 2) return { ...info, text, ...extractedFeatureSet(info, content, record.ids, entries) };
  return {
    ...info,
    text,
    train: (shots) => readRows(entries, drawOf(info, content, shots).train),
    validation: (shots) => readRows(entries, drawOf(info, content, shots).validation),
    test: (shots) => readRows(entries, content.test ?? (drawOf(info, content, shots).test as string)),
  };
}

function drawOf(info: FeatureSetInfo, content: ImportedContent, shots: number): ImportedContent['draws'][number] {
  const draw = content.draws.find((candidate) => candidate.shots === shots);
  if (draw !== undefined) return draw;
  throw new ShotbenchError(
    'FEATURES_SHOTS',
    `the feature set "${info.name}" has no draw of ${shots} shots; expected one of ${info.shots.join(', ')}; choose one of these or import that draw`,
  );
}

function readText(entries: EntryStore, id: string): Float32Array {
  return entries.manifest(id).arrays[0]?.file === 'text.f16'
    ? halfToFloat(entries.read(id, 'text.f16').data as Uint16Array)
    : (entries.read(id, 'text.f32').data as Float32Array);
}
