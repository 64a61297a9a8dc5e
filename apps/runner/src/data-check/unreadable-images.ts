import { join } from 'node:path';

import { allItems, type Dataset } from '@shotbench/datasets';
import { oneLine } from '@shotbench/errors';
import sharp from 'sharp';

/** An image that is there and cannot be read. */
export interface UnreadableImage {
  /** Relative to the dataset's folder of images. */
  readonly path: string;
  readonly why: string;
}

export interface ReadImagesOptions {
  /** Whether images are decoded in full, as features are extracted from them, or only their headers are read. */
  readonly decode: boolean;
  /** Paths that are missing, which is told elsewhere. */
  readonly skip: ReadonlySet<string>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Reads every image of a dataset, each once, and returns those that cannot be read, in the order of the split. */
export async function unreadableImages(
  { split, images }: Pick<Dataset, 'split' | 'images'>,
  { decode, skip, onProgress }: ReadImagesOptions,
): Promise<readonly UnreadableImage[]> {
  const paths = [...new Set(allItems(split).map(({ path }) => path))].filter((path) => !skip.has(path));
  // Loaded only here: CLIP's image reader comes with its encoders.
  const read = decode ? (await import('./decode-images.ts')).decodeImages : readHeaders;
  const faults = await read(
    paths.map((path) => join(images, path)),
    (done) => onProgress(done, paths.length),
  );
  return [...faults].sort(([a], [b]) => a - b).map(([at, why]) => ({ path: paths[at]!, why }));
}

/** What is wrong with images, by their place in the list. */
export type Faults = ReadonlyMap<number, string>;

/** What the encoders' reader decodes. */
const FORMATS: readonly string[] = ['jpeg', 'png', 'webp', 'gif', 'tiff'];
/** Files that are open at a time. */
const AT_ONCE = 16;

async function readHeaders(files: readonly string[], onDone: (done: number) => void): Promise<Faults> {
  const faults = new Map<number, string>();
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < files.length) {
      const at = next++;
      const why = await headerFault(files[at]!);
      if (why !== undefined) faults.set(at, why);
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}

async function headerFault(file: string): Promise<string | undefined> {
  try {
    const { format } = await sharp(file, { limitInputPixels: false }).metadata();
    return FORMATS.includes(format) ? undefined : `is ${format}; expected JPEG, PNG, WebP, GIF or TIFF`;
  } catch (error) {
    return oneLine(error);
  }
}
