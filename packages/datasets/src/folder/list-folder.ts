import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What torchvision's ImageFolder takes for images (`IMG_EXTENSIONS`), and GIF. */
const IMAGE = /\.(jpe?g|png|ppm|bmp|pgm|tiff?|webp|gif)$/i;

/** Whether there is a folder of that path, or a link to one. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Names of the folders in a folder, sorted, without hidden ones. Links count: CoOp suggests to link what is there already. */
export function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(folder, entry.name))))
    .map(({ name }) => name)
    .sort();
}

/**
 * Names of the images in a folder, by their endings, sorted, without hidden ones. Sorted rather than in the order of the file system, as
 * CoOp's ImageNet is, because draws by seed depend on the order.
 */
export function imageFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => IMAGE.test(name) && !name.startsWith('.'))
    .sort();
}
