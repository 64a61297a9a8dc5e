import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

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

const offset = z.int().nonnegative();
const entrySchema = z.object({ dtype: z.string(), shape: z.array(offset), data_offsets: z.tuple([offset, offset]) });

/**
 * Reads the JSON header of a safetensors file. `__metadata__` is skipped.
 * @returns The tensors in order of their data, and the offset at which the data begin.
 * @throws ShotbenchError `SAFETENSORS_TRUNCATED` or `SAFETENSORS_HEADER`
 */
export function readSafetensorsHeader(bytes: Uint8Array, file: string): { entries: SafetensorsEntry[]; start: number } {
  if (bytes.length < SAFETENSORS_PREFIX) {
    throw new ShotbenchError(
      'SAFETENSORS_TRUNCATED',
      `${file} is cut short: it has ${bytes.length} bytes; expected at least the ${SAFETENSORS_PREFIX} of the header length; copy the file again`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const room = bytes.length - SAFETENSORS_PREFIX;
  if (length > BigInt(room)) {
    throw new ShotbenchError(
      'SAFETENSORS_TRUNCATED',
      `${file} says its header has ${length} bytes, but only ${room} follow; expected a whole .safetensors file; copy the file again`,
    );
  }
  const start = SAFETENSORS_PREFIX + Number(length);
  const members = parseObject(bytes.subarray(SAFETENSORS_PREFIX, start), file);
  const entries = Object.entries(members)
    .filter(([name]) => name !== SAFETENSORS_METADATA)
    .map(([name, member]) => {
      const parsed = entrySchema.safeParse(member);
      if (!parsed.success) throw bad(file, `tensor "${name}": ${describeIssues(parsed.error)}`);
      const [begin, end] = parsed.data.data_offsets;
      return { name, dtype: parsed.data.dtype, shape: parsed.data.shape, begin, end };
    })
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  return { entries, start };
}

function parseObject(bytes: Uint8Array, file: string): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw bad(file, oneLine(error), error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(file, 'not a JSON object');
  return value;
}

function bad(file: string, what: string, cause?: unknown): ShotbenchError {
  return new ShotbenchError(
    'SAFETENSORS_HEADER',
    `${file} has a header that cannot be read: ${what}; expected {"name": {"dtype", "shape", "data_offsets"}, …}; save the file again`,
    { cause },
  );
}
