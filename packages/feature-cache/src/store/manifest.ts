import { canonicalJson, sha256 } from '@shotbench/content-hash';
import { z } from 'zod';

import { bytesOf } from '@shotbench/array-files';

/** One data file of an entry: raw little-endian numbers, row-major, or the bytes of a JSON list of strings. */
const arraySchema = z.strictObject({
  file: z.enum(['features.f16', 'labels.i32', 'text.f16', 'text.f32', 'ids.json']),
  dtype: z.enum(['float16', 'float32', 'int32', 'uint8']),
  shape: z.array(z.int().nonnegative()),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});

/**
 * What `manifest.json` of an entry holds: `rows` are features and labels, `views` are features [V, N, D] whose labels are
 * those of other rows, `text` is one matrix, `ids` are the names of rows.
 */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  kind: z.enum(['rows', 'views', 'text', 'ids']),
  arrays: z.array(arraySchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type DataFile = Manifest['arrays'][number]['file'];

/** An array on its way into the store. */
export interface EntryArray {
  readonly file: DataFile;
  readonly dtype: Manifest['arrays'][number]['dtype'];
  readonly shape: readonly number[];
  readonly data: Uint16Array | Float32Array | Int32Array | Uint8Array;
}

/** An entry ready to be written, named by what it holds. */
export interface Entry {
  /** SHA-256 of {@link manifest}, the name of the entry's folder. */
  readonly id: string;
  /** The bytes of `manifest.json`: canonical JSON, so equal entries have equal ids. */
  readonly manifest: string;
  readonly files: ReadonlyMap<DataFile, Uint8Array>;
}

/** Digests the arrays and names the entry. */
export function sealEntry(kind: Manifest['kind'], arrays: readonly EntryArray[]): Entry {
  const files = new Map(arrays.map(({ file, data }) => [file, bytesOf(data)]));
  const manifest = canonicalJson({
    format: 1,
    kind,
    arrays: arrays.map(({ file, dtype, shape, data }) => {
      return { file, dtype, shape, bytes: data.byteLength, sha256: sha256(bytesOf(data)) };
    }),
  });
  return { id: sha256(manifest), manifest, files };
}
