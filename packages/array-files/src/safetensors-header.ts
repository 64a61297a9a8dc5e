import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { duplicateKey } from './duplicate-key.ts';

/** Where one tensor lies in the data that follow the header, and what it is. */
export interface SafetensorsEntry {
  readonly name: string;
  /** As written, for example `F16`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte, counted from the end of the header. */
  readonly begin: number;
  /** One past the last byte. */
  readonly end: number;
}

/** Bytes before the header: its length, a 64-bit little-endian integer. */
export const SAFETENSORS_PREFIX = 8;

/** The member of the header that holds free text, not a tensor. */
export const SAFETENSORS_METADATA = '__metadata__';

/** The reference implementation takes no longer header either: `MAX_HEADER_SIZE` in huggingface/safetensors. */
const MAX_HEADER = 100_000_000;

const offset = z.int().nonnegative();
const entrySchema = z.object({ dtype: z.string(), shape: z.array(offset), data_offsets: z.tuple([offset, offset]) });

/** Text that a safetensors file holds besides its tensors. */
export type SafetensorsMetadata = Readonly<Record<string, string>>;

/**
 * Reads the JSON header of a safetensors file.
 * @param bytes The whole file, or its beginning up to the end of the header.
 * @returns The tensors in order of their data, the offset at which the data begin, and the text of `__metadata__`.
 * @throws ShotbenchError `SAFETENSORS_TRUNCATED` or `SAFETENSORS_HEADER`
 */
export function readSafetensorsHeader(
  bytes: Uint8Array,
  file: string,
): { entries: SafetensorsEntry[]; start: number; metadata: SafetensorsMetadata } {
  const start = endOfHeader(bytes, bytes.length, file);
  const members = parseObject(bytes.subarray(SAFETENSORS_PREFIX, start), file);
  return { entries: entriesOf(members, file), start, metadata: metadataOf(members) };
}

/** Members that are no text say nothing, as the format has none. */
function metadataOf(members: object): SafetensorsMetadata {
  const found: unknown = Object.entries(members).find(([name]) => name === SAFETENSORS_METADATA)?.[1];
  const texts = Object.entries(found ?? {}).filter(
    (member): member is [string, string] => typeof member[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/**
 * The offset at which the header ends and the data begin.
 * @param prefix At least the first eight bytes of the file, if it has as many.
 * @param size Bytes of the whole file.
 * @throws ShotbenchError `SAFETENSORS_TRUNCATED` or `SAFETENSORS_HEADER`
 */
export function endOfHeader(prefix: Uint8Array, size: number, file: string): number {
  if (size < SAFETENSORS_PREFIX) {
    throw new ShotbenchError(
      'SAFETENSORS_TRUNCATED',
      `${file} is cut short: it has ${size} bytes; expected at least the ${SAFETENSORS_PREFIX} of the header length; copy the file again`,
    );
  }
  const length = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength).getBigUint64(0, true);
  const room = size - SAFETENSORS_PREFIX;
  if (length > BigInt(room)) {
    throw new ShotbenchError(
      'SAFETENSORS_TRUNCATED',
      `${file} says its header has ${length} bytes, but only ${room} follow; expected a whole .safetensors file; copy the file again`,
    );
  }
  if (length > BigInt(MAX_HEADER)) {
    throw bad(file, `it is said to have ${length} bytes, more than the ${MAX_HEADER} that the format allows`);
  }
  return SAFETENSORS_PREFIX + Number(length);
}

function entriesOf(members: object, file: string): SafetensorsEntry[] {
  return Object.entries(members)
    .filter(([name]) => name !== SAFETENSORS_METADATA)
    .map(([name, member]) => {
      const parsed = entrySchema.safeParse(member);
      if (!parsed.success) throw bad(file, `tensor ${JSON.stringify(name)}: ${describeIssues(parsed.error)}`);
      const [begin, end] = parsed.data.data_offsets;
      return { name, dtype: parsed.data.dtype, shape: parsed.data.shape, begin, end };
    })
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
}

function parseObject(bytes: Uint8Array, file: string): object {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw bad(file, oneLine(error), error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(file, 'not a JSON object');
  const twice = duplicateKey(text);
  if (twice !== undefined) throw bad(file, `${JSON.stringify(twice)} appears twice in one object`);
  return value;
}

function bad(file: string, what: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError(
    'SAFETENSORS_HEADER',
    `${file} has a header that cannot be read: ${what}; expected {"name": {"dtype", "shape", "data_offsets"}, …}; save the file again`,
    { cause },
  );
}
