import type { Icon } from './icon.ts';

/** Indices, rising, of the pictures that training may see: of a training vendor, and of no novel concept. */
export function trainingIcons({ icons }: { readonly icons: readonly Icon[] }): number[] {
  return icons.flatMap((icon, index) => (isTrainingIcon(icon) ? [index] : []));
}

export function isTrainingIcon({ isHeldOutVendor, isNovel }: Icon): boolean {
  return !isHeldOutVendor && !isNovel;
}
