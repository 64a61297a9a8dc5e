/** Sets one method apart from all others, wherever it is drawn or named. */
export interface Highlight {
  readonly set: (method: string | undefined) => void;
  /** After anything was drawn anew. */
  readonly apply: () => void;
}

/** Everything below `root` with a `data-method` takes part. */
export function highlightIn(root: HTMLElement): Highlight {
  let method: string | undefined;
  const apply = (): void => {
    for (const node of root.querySelectorAll<HTMLElement | SVGElement>('[data-method]')) {
      node.classList.toggle('faded', method !== undefined && node.dataset.method !== method);
    }
  };
  return {
    apply,
    set: (wanted) => {
      if (wanted === method) return;
      method = wanted;
      apply();
    },
  };
}
