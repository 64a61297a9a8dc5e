import { readFileSync } from 'node:fs';

import { describeIssues, oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

const percent = z.number().min(0).max(100);

const band = z.strictObject({
  shots: z.int().min(0),
  /** Seeds that the mean is over, null for a run without one. */
  seeds: z.array(z.int().nullable()).min(1),
  /** Accuracy in percent. */
  mean: percent,
  /** A mean counts as unchanged where it is no further away than this, in points. */
  halfWidth: z.number().positive().max(100),
});

const schema = z.strictObject({
  /** How the bands were made. */
  note: z.string(),
  rows: z.array(
    z.strictObject({
      /** As tables label it, for example `taskres (alpha=8)`. */
      method: z.string(),
      protocol: z.string(),
      dataset: z.string(),
      backbone: z.string(),
      bands: z.array(band).min(1),
    }),
  ),
});

/** Within which accuracies the cells of a benchmark are expected. */
export type Bands = z.output<typeof schema>;
export type BandRow = Bands['rows'][number];
export type Band = BandRow['bands'][number];

/** @throws ShotbenchError `GATE_BANDS` for a file that cannot be read or is not one of bands. */
export function readBands(file: string): Bands {
  const advice = 'give a file that "shotbench gate FILE --write" has made';
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ShotbenchError('GATE_BANDS', `${file} cannot be read as JSON: ${oneLine(error)}; ${advice}`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ShotbenchError('GATE_BANDS', `${file} is no file of bands: ${describeIssues(parsed.error)}; ${advice}`);
}

/** Bands as the text of a file, one band a line, so that a change of one is a change of one line. Laid out as Prettier does. */
export function formatBands({ note, rows }: Bands): string {
  const lines = rows.map(({ bands, ...row }) => {
    const fields = Object.entries(row).map(
      ([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
    );
    return `    {\n${fields.join('')}      "bands": ${listed(bands)}\n    }`;
  });
  return `{\n  "note": ${JSON.stringify(note)},\n  "rows": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function listed(bands: readonly Band[]): string {
  const lines = bands.map(onOneLine);
  return lines.length === 1 ? `[${lines.join()}]` : `[\n        ${lines.join(',\n        ')}\n      ]`;
}

function onOneLine(band: Band): string {
  const members = Object.entries(band).map(
    ([name, value]) => `"${name}": ${JSON.stringify(value).replaceAll(',', ', ')}`,
  );
  return `{ ${members.join(', ')} }`;
}
