import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/** A folder with these files, by path, that is gone after the test. Images are never opened, so any content does. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'shotbench-dataset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  addFiles(folder, files);
  return folder;
}

export function addFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Files of that many images each, "ant/0.jpg", "ant/1.jpg", …. */
export function images(counts: Readonly<Record<string, number>>): Record<string, string> {
  const paths = Object.entries(counts).flatMap(([folder, n]) =>
    Array.from({ length: n }, (_, i) => `${folder}/${i}.jpg`),
  );
  return Object.fromEntries(paths.map((path) => [path, 'an image']));
}
