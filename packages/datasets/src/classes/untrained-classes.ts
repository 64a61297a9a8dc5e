import type { Item, Split, SplitName } from '../dataset.ts';

/** A class that a split has images of and the training split has not. */
export interface UntrainedClass extends Pick<Item, 'label' | 'className'> {
  readonly split: SplitName;
}

/** Classes that can't be learnt, each once for each split that has images of it. */
export function untrainedClasses(split: Split): readonly UntrainedClass[] {
  const trained = new Set(split.train.map(({ label }) => label));
  return (['validation', 'test'] as const).flatMap((name) => {
    const names = new Map(split[name].map(({ label, className }) => [label, className]));
    return [...names]
      .filter(([label]) => !trained.has(label))
      .map(([label, className]) => ({ split: name, label, className }));
  });
}
