/** What a vendor's pictures are for. */
export type Role = 'training' | 'held-out';

export interface Vendor {
  /** The package `@iconify-json/<name>`. */
  readonly name: string;
  readonly role: Role;
  /** Whether its pictures are emoji. One that is not recognised is left out, for it might show a novel concept. */
  readonly isEmoji: boolean;
  /** The vendor's categories of trade marks. */
  readonly brandCategories?: readonly string[];
}

/**
 * Where pictures come from, in the order in which they are stored. All allow what is done with them (see NOTICE.md); sets under
 * share-alike terms (openmoji, emojione-v1) and sets of trade marks (logos, devicon) are left out.
 */
export const VENDORS: readonly Vendor[] = [
  { name: 'noto', role: 'training', isEmoji: true },
  { name: 'noto-v1', role: 'training', isEmoji: true },
  { name: 'fluent-emoji', role: 'training', isEmoji: true },
  { name: 'fluent-emoji-flat', role: 'training', isEmoji: true },
  { name: 'streamline-emojis', role: 'training', isEmoji: true },
  { name: 'flat-color-icons', role: 'training', isEmoji: false },
  { name: 'meteocons', role: 'training', isEmoji: false },
  { name: 'fluent-color', role: 'training', isEmoji: false },
  { name: 'icon-park', role: 'training', isEmoji: false, brandCategories: ['Brand'] },
  { name: 'streamline-ultimate-color', role: 'training', isEmoji: false, brandCategories: ['Logos'] },
  { name: 'streamline-freehand-color', role: 'training', isEmoji: false },
  { name: 'twemoji', role: 'held-out', isEmoji: true },
  { name: 'emojione', role: 'held-out', isEmoji: true },
  { name: 'fxemoji', role: 'held-out', isEmoji: true },
  // Redrawn from fluent-emoji, so its style is held out rather than its design.
  { name: 'fluent-emoji-high-contrast', role: 'held-out', isEmoji: true },
];
