/** Whether a number can be an accuracy in percent. */
export function isPercent(number: number | undefined): number is number {
  return number !== undefined && number >= 0 && number <= 100;
}
