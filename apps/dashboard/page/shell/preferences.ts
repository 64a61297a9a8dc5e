/** What the viewer prefers, and not the link: kept in this browser where it allows that, and else until the page is left. */
const kept = new Map<string, string>();

export function preference(name: string): string | undefined {
  try {
    return localStorage.getItem(`shotbench-${name}`) ?? undefined;
  } catch {
    return kept.get(name);
  }
}

export function setPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`shotbench-${name}`, value);
  } catch {
    kept.set(name, value);
  }
}
