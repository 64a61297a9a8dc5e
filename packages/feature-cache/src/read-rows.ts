import { halfToFloat } from '@shotbench/array-files';

import type { FeatureRows } from './feature-set.ts';
import type { EntryStore } from './store/entry-store.ts';

/** An entry's features, decoded, and labels. */
export function readRows(entries: EntryStore, id: string): FeatureRows {
  const features = entries.read(id, 'features.f16').data as Uint16Array;
  const labels = entries.read(id, 'labels.i32').data as Int32Array;
  return { features: halfToFloat(features), labels, count: labels.length };
}

/** Views [V, N, D] of an entry, one array each. */
export function readViews(entries: EntryStore, id: string): Float32Array[] {
  const { shape, data } = entries.read(id, 'features.f16');
  const [views, rows, columns] = shape as [number, number, number];
  const size = rows * columns;
  return Array.from({ length: views }, (_, v) => halfToFloat((data as Uint16Array).subarray(v * size, (v + 1) * size)));
}

/** The names of rows. */
export function readIds(entries: EntryStore, id: string): readonly string[] {
  return JSON.parse(new TextDecoder().decode(entries.read(id, 'ids.json').data)) as string[];
}
