type Node = Map<unknown, Node | number>;

/**
 * Numbers for lists of values of one length: equal lists have equal numbers, others other ones. No text is made of the values, which for the tens of
 * thousands of cells of a large table takes most of the time. What takes many values is best put last.
 */
export class TupleIds {
  readonly #root: Node = new Map();
  #size = 0;

  of(values: readonly unknown[]): number {
    let node = this.#root;
    const last = values.length - 1;
    for (let i = 0; i < last; i++) {
      let next = node.get(values[i]) as Node | undefined;
      if (next === undefined) node.set(values[i], (next = new Map()));
      node = next;
    }
    let id = node.get(values[last]) as number | undefined;
    if (id === undefined) node.set(values[last], (id = this.#size++));
    return id;
  }
}
