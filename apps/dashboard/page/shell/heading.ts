/** What a view is called, or where it begins. */
export function headingOf(root: HTMLElement): HTMLElement {
  return root.querySelector<HTMLElement>('h2') ?? root;
}

/** Puts the keyboard's focus where a view begins, so that who reads or tabs on gets its content. */
export function focusHeading(root: HTMLElement): void {
  const heading = headingOf(root);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
