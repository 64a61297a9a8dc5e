/** The function, called only with other arguments than the last time: what is drawn already stays, with its focus and scroll position. */
export function whenChanged<Given extends readonly unknown[]>(
  draw: (...given: Given) => void,
): (...given: Given) => void {
  let last: Given | undefined;
  return (...given) => {
    if (last !== undefined && last.length === given.length && given.every((one, i) => Object.is(one, last![i]))) return;
    last = given;
    draw(...given);
  };
}
