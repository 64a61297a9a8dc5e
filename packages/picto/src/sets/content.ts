import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { hashJson, sha256 } from '@shotbench/content-hash';
import { z } from 'zod';

import type { PlannedImage } from './image-plan.ts';
import type { PictoSetName } from './picto-set.ts';

/** The file that tells a rendered dataset from any other folder. */
export const MANIFEST = 'manifest.json';

const manifestSchema = z.object({
  set: z.string(),
  /** See {@link pixelHash}. */
  pixels: z.string(),
  /** See {@link fileHash}. */
  files: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of a folder; undefined where there is none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  } catch {
    return undefined;
  }
}

export interface ExpectedContent {
  readonly set: PictoSetName;
  /** See {@link pixelHash}. */
  readonly pixels: string;
  /** All files but the manifest, relative to the dataset's folder. */
  readonly paths: readonly string[];
}

/** Whether a folder holds the dataset with these pixels, and every file as it was written. */
export function isComplete(folder: string, expected: ExpectedContent): boolean {
  const manifest = readManifest(folder);
  if (manifest?.set !== expected.set || manifest.pixels !== expected.pixels) return false;
  try {
    return manifest.files === fileHash(folder, expected.paths);
  } catch {
    return false;
  }
}

/** Content hash of a plan with the hashes of its images' samples, whatever file format these are in. */
export function pixelHash(images: readonly { readonly image: PlannedImage; readonly sha256: string }[]): string {
  return hashJson(images.map(({ image, sha256 }) => [image.path, image.label, image.className, sha256]));
}

/** Content hash of files of a folder. */
export function fileHash(folder: string, paths: readonly string[]): string {
  return sha256(paths.map((path) => `${path} ${sha256(readFileSync(join(folder, path)))}\n`).join(''));
}
