const STORED = 'shotbench-scroll';

/**
 * How far down each entry of the browser's history is. Browsers restore that themselves only for pages that are there at once; here the
 * content comes later.
 */
export class ScrollMemory {
  #positions = new Map<number, number>();

  constructor() {
    history.scrollRestoration = 'manual';
    if (isEntry(history.state)) this.#positions = stored();
    else history.replaceState({ entry: 0 }, '');
    window.addEventListener('scroll', () => this.#positions.set(currentEntry(), window.scrollY), { passive: true });
    window.addEventListener('pagehide', () => store(this.#positions));
  }

  /** Of the entry that the browser is at. */
  get position(): number {
    return this.#positions.get(currentEntry()) ?? 0;
  }

  /** Goes to another address; with `step` as a new entry. */
  go(href: string, step: boolean): void {
    if (!step) return history.replaceState(history.state, '', href);
    // Entries that were ahead are gone, so their numbers are free.
    const entry = currentEntry() + 1;
    history.pushState({ entry }, '', href);
    this.#positions.set(entry, 0);
  }
}

function isEntry(state: unknown): state is { readonly entry: number } {
  return typeof (state as { entry?: unknown } | null)?.entry === 'number';
}

function currentEntry(): number {
  return isEntry(history.state) ? history.state.entry : 0;
}

function stored(): Map<number, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [number, number][]);
  } catch {
    return new Map();
  }
}

function store(positions: ReadonlyMap<number, number>): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify([...positions]));
  } catch {
    // Then a reload begins at the top.
  }
}
