import { join } from 'node:path';

import type { FeatureSetInfo } from '../feature-set.ts';
import { infoOf } from '../set-info.ts';
import { EntryStore } from '../store/entry-store.ts';
import { entryIds, type SetContent } from '../store/set-record.ts';
import { SetStore } from '../store/set-store.ts';
import { UsedSets } from '../store/used-sets.ts';
import { sizeOf } from './size-of.ts';

/** What a set is and takes. */
export interface SetSummary extends FeatureSetInfo {
  /** Images of each split; of an imported set, those of its largest draw. */
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** V, augmented views of each training image beside the centre crop. */
  readonly views: number;
  /** Of all its entries, those included that other sets share. */
  readonly bytes: number;
  /** When it was last opened, in milliseconds since 1970; absent where that is not known. */
  readonly lastUsed?: number;
}

/**
 * All sets of a store by name, told from records and manifests.
 * @throws ShotbenchError `FEATURES_DAMAGED` if one of these is.
 */
export function summarizeSets(folder: string): readonly SetSummary[] {
  const [sets, entries, used] = [new SetStore(folder), new EntryStore(folder), new UsedSets(folder)];
  return sets.names().map((name) => {
    const record = sets.read(name);
    const lastUsed = used.lastUsed(name);
    const ids = entryIds(record);
    return {
      ...infoOf(name, record, entries),
      ...shapeOf(record.content, entries),
      bytes: ids.reduce((sum, id) => sum + sizeOf(join(folder, 'entries', id)), 0),
      ...(lastUsed !== undefined && { lastUsed }),
    };
  });
}

function shapeOf(content: SetContent, entries: EntryStore): Pick<SetSummary, 'rows' | 'views'> {
  const shape = (id: string | null): readonly number[] => (id === null ? [0] : entries.manifest(id).arrays[0]!.shape);
  const rows = (id: string | null): number => shape(id)[0]!;
  if (content.format === 2) {
    const { train, validation, test } = content;
    return {
      rows: { train: rows(train.centre), validation: rows(validation), test: rows(test) },
      views: rows(train.views),
    };
  }
  const largest = content.draws.at(-1);
  return {
    rows: {
      train: rows(largest?.train ?? null),
      validation: rows(largest?.validation ?? null),
      test: rows(content.test ?? largest?.test ?? null),
    },
    views: 0,
  };
}
