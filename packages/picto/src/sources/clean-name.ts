/** Tells drawings of the same thing apart: "arrow-left-2", "apple-one", "calendar-24", "moon-fill". */
const VARIANT = /-(?:\d+|one|two|three|four|five|fill)$/;

/** Words of a vendor's name for an icon: "arrow-left-2" is "arrow left". Never empty. */
export function cleanName(name: string): string {
  const base = name.replace(VARIANT, '');
  return base.replaceAll('-', ' ');
}
