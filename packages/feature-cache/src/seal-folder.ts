import type { EncodedRows } from './folder/encode-rows.ts';
import type { FolderContents, LabelledRows } from './folder/read-feature-folder.ts';
import { sealEntry, type Entry } from './store/manifest.ts';
import { recordOf, type SetRecord } from './store/set-record.ts';

/** A set ready to be written. */
export interface SealedSet {
  readonly record: SetRecord;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A folder's contents as entries and the record that refers to them; equal arrays become one entry. */
export function sealFolder(contents: FolderContents): SealedSet {
  const { backbone, featureDim, logitScale, classNames } = contents.meta;
  const entries = new Map<string, Entry>();
  const add = (entry: Entry): string => {
    entries.set(entry.id, entry);
    return entry.id;
  };
  const rows = (value: LabelledRows): string => add(sealRows(value, featureDim));
  const record = recordOf({
    format: 1,
    backbone,
    featureDim,
    logitScale,
    classNames,
    text: contents.text === undefined ? null : add(sealText(contents.text, featureDim)),
    draws: contents.draws.map(({ shots, train, validation, test }) => {
      return { shots, train: rows(train), validation: rows(validation), test: test === undefined ? null : rows(test) };
    }),
    test: contents.test === undefined ? null : rows(contents.test),
  });
  return { record, entries };
}

export function sealRows({ features, labels }: LabelledRows, featureDim: number): Entry {
  return sealEntry('rows', [
    { file: 'features.f16', dtype: 'float16', shape: [labels.length, featureDim], data: features },
    { file: 'labels.i32', dtype: 'int32', shape: [labels.length], data: labels },
  ]);
}

function sealText({ dtype, data }: EncodedRows, featureDim: number): Entry {
  const file = dtype === 'float16' ? 'text.f16' : 'text.f32';
  return sealEntry('text', [{ file, dtype, shape: [data.length / featureDim, featureDim], data }]);
}
