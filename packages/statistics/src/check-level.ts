/** @throws RangeError for a confidence or a level of significance outside (0, 1), such as one in percent. */
export function checkLevel(level: number, name: string, example: number): void {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`the ${name} is ${level}; expected a number between 0 and 1, such as ${example}`);
  }
}
