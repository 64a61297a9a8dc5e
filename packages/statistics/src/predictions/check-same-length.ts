/** @throws RangeError where the named lists, one entry per test image each, differ in length. */
export function checkSameLength(lists: Readonly<Record<string, ArrayLike<unknown>>>): void {
  const lengths = Object.entries(lists).map(([name, { length }]) => ({ name, length }));
  if (new Set(lengths.map(({ length }) => length)).size > 1) {
    const seen = lengths.map(({ name, length }) => `${name}: ${length}`).join(', ');
    throw new RangeError(`the lists differ in length (${seen}); expected one entry per image in each`);
  }
}
