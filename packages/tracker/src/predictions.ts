import { canonicalJson, sha256 } from '@shotbench/content-hash';
import { ShotbenchError } from '@shotbench/errors';

/** The images that predictions are about. Runs on the same images share one copy. */
export interface TestSet {
  readonly classNames: readonly string[];
  /** [N], indices of class names. */
  readonly labels: Uint16Array;
  /** [N], where the feature set knows which its images are. */
  readonly ids?: readonly string[] | undefined;
}

/** What a run took each test image for: enough for confusion, per-class accuracy, calibration and paired tests without running it again. */
export interface Predictions {
  /** Which test images: `''` those of the run's own classes, `novel`, or the name of a target set. */
  readonly part: string;
  readonly testSet: TestSet;
  /** [N], indices of class names. */
  readonly classes: Uint16Array;
  /** [N], softmax probability of the class, 0 … 1; kept to 1/65535. */
  readonly confidences: Float32Array;
  /** [N], how much more probable the class is than the next one, 0 … 1; kept to 1/65535. */
  readonly margins: Float32Array;
}

/** The part of a run's own test images. */
export const OWN_PART = '';

export interface TestSetColumns {
  readonly hash: string;
  readonly classNames: string;
  readonly ids: string | null;
  readonly labels: Buffer;
}

export interface PredictionColumns {
  readonly part: string;
  readonly classes: Buffer;
  readonly confidences: Buffer;
  readonly margins: Buffer;
}

/** @throws ShotbenchError `TRACKER_PREDICTIONS` where the arrays are not equally long or name classes that there are not. */
export function predictionColumns({ part, testSet, classes, confidences, margins }: Predictions): {
  testSet: TestSetColumns;
  predictions: PredictionColumns;
} {
  const { labels, ids, classNames } = testSet;
  const lengths = [classes, confidences, margins, ...(ids ? [ids] : [])].map(({ length }) => length);
  const C = classNames.length;
  if (lengths.some((length) => length !== labels.length) || labels.some((c) => c >= C) || classes.some((c) => c >= C)) {
    throw new ShotbenchError(
      'TRACKER_PREDICTIONS',
      `predictions of ${labels.length} test images of ${C} classes do not fit: ${lengths.join(', ')} entries, classes up to ` +
        `${Math.max(0, ...classes)}; expected one entry for each image; look for a bug in the method`,
    );
  }
  const names = canonicalJson([...classNames]);
  const idsJson = ids ? canonicalJson([...ids]) : null;
  const labelBytes = littleEndian(labels);
  const hash = sha256([names, idsJson ?? '', labelBytes.toString('base64')].join('\n'));
  return {
    testSet: { hash, classNames: names, ids: idsJson, labels: labelBytes },
    predictions: {
      part,
      classes: littleEndian(classes),
      confidences: littleEndian(quantized(confidences)),
      margins: littleEndian(quantized(margins)),
    },
  };
}

/** The inverse of {@link predictionColumns}. */
export function toPredictions({
  part,
  classes,
  confidences,
  margins,
  ...set
}: TestSetColumns & PredictionColumns): Predictions {
  const ids = set.ids === null ? undefined : (JSON.parse(set.ids) as string[]);
  return {
    part,
    testSet: { classNames: JSON.parse(set.classNames) as string[], labels: uint16(set.labels), ...(ids && { ids }) },
    classes: uint16(classes),
    confidences: fractions(uint16(confidences)),
    margins: fractions(uint16(margins)),
  };
}

const STEPS = 65_535;

function quantized(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, (value) => Math.round(Math.min(1, Math.max(0, value)) * STEPS));
}

function fractions(values: Uint16Array): Float32Array {
  return Float32Array.from(values, (value) => value / STEPS);
}

function littleEndian(values: Uint16Array): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16LE(value, i * 2));
  return bytes;
}

function uint16(bytes: Buffer): Uint16Array {
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16LE(i * 2));
}
