import type { JsonValue } from '@shotbench/content-hash';

import { sealRows, type SealedSet } from './seal-folder.ts';
import { type Entry, sealEntry } from './store/manifest.ts';
import { type ExtractedContent, recordOf } from './store/set-record.ts';

/** Encoded images of one split. */
export interface ExtractedRows {
  /** [N, D] as half precision, of the centre crop. */
  readonly features: Uint16Array;
  /** [N] */
  readonly labels: Int32Array;
  /** [N], which image each row is: its path in the dataset. */
  readonly ids: readonly string[];
}

/** Whole splits as an encoder made them, un-normalised. */
export interface ExtractedSet {
  readonly backbone: string;
  readonly featureDim: number;
  readonly logitScale: number;
  readonly classNames: readonly string[];
  /** Text features [C, D]; absent where the model has no tokenizer. */
  readonly text?: Float32Array;
  /** Everything that decided the features: model, preprocessing, augmentation, split, prompts. */
  readonly source: Readonly<Record<string, JsonValue>>;
  /** `views` [V, N, D] are augmented views of the same images. */
  readonly train: ExtractedRows & { readonly views?: Uint16Array };
  readonly validation?: ExtractedRows;
  readonly test: ExtractedRows;
}

/** The splits as entries and the record that refers to them. */
export function sealExtracted(set: ExtractedSet): SealedSet {
  const { backbone, featureDim, logitScale, classNames, text, source, train, validation, test } = set;
  const entries = new Map<string, Entry>();
  const add = (entry: Entry): string => {
    entries.set(entry.id, entry);
    return entry.id;
  };
  const content: ExtractedContent = {
    format: 2,
    ...{ backbone, featureDim, logitScale, classNames: [...classNames], source: { ...source } as never },
    text: text === undefined ? null : add(sealTextRows(text, featureDim)),
    train: {
      centre: add(sealRows(train, featureDim)),
      views: train.views === undefined ? null : add(sealViews(train.views, train.labels.length, featureDim)),
    },
    validation: validation === undefined ? null : add(sealRows(validation, featureDim)),
    test: add(sealRows(test, featureDim)),
  };
  const ids = {
    train: add(sealIds(train.ids)),
    validation: validation === undefined ? null : add(sealIds(validation.ids)),
    test: add(sealIds(test.ids)),
  };
  return { record: recordOf(content, ids), entries };
}

function sealViews(views: Uint16Array, rows: number, featureDim: number): Entry {
  const shape = [views.length / (rows * featureDim), rows, featureDim];
  return sealEntry('views', [{ file: 'features.f16', dtype: 'float16', shape, data: views }]);
}

function sealIds(ids: readonly string[]): Entry {
  const data = new TextEncoder().encode(JSON.stringify(ids));
  return sealEntry('ids', [{ file: 'ids.json', dtype: 'uint8', shape: [data.length], data }]);
}

function sealTextRows(text: Float32Array, featureDim: number): Entry {
  const shape = [text.length / featureDim, featureDim];
  return sealEntry('text', [{ file: 'text.f32', dtype: 'float32', shape, data: text }]);
}
