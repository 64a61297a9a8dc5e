import { PARTS, type PlannedImage } from './image-plan.ts';
import type { PictoSetName } from './picto-set.ts';

/** CoOp's names of the parts. */
const KEYS = { train: 'train', validation: 'val', test: 'test' } as const;

/** The split file of a dataset: {"train": [[path, label, class name], …], "val": …, "test": …}. */
export function splitFileOf(name: PictoSetName, plan: readonly PlannedImage[]): { name: string; text: string } {
  const entries = PARTS.map((part) => {
    const images = plan.filter((image) => image.part === part);
    return [KEYS[part], images.map(({ path, label, className }) => [path, label, className])] as const;
  });
  const camelCase = name
    .split('-')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
  return { name: `split_zhou_${camelCase}.json`, text: JSON.stringify(Object.fromEntries(entries)) };
}
