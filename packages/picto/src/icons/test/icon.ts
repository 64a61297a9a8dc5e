import type { Icon } from '../icon.ts';

/** An emoji of a training vendor, "dog" unless said otherwise. */
export function icon(changes: Partial<Icon> = {}): Icon {
  return {
    vendor: 'noto',
    name: 'dog',
    hexcode: '1F415',
    label: 'dog',
    tags: ['animal', 'pet'],
    group: 'animals-nature',
    subgroup: 'animal-mammal',
    skinTone: null,
    conceptName: 'dog',
    isHeldOutVendor: false,
    isNovel: false,
    ...changes,
  };
}
