const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

/** How long something took or takes: `0.42 s`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  return wholeDuration(seconds);
}

/** The same in whole seconds, for what goes on. */
export function wholeDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return parts(whole, [MINUTE, 'min'], [1, 's']);
  if (whole < DAY) return parts(whole, [HOUR, 'h'], [MINUTE, 'min']);
  return parts(whole, [DAY, 'd'], [HOUR, 'h']);
}

type Unit = readonly [seconds: number, name: string];

function parts(seconds: number, [greater, greaterName]: Unit, [lesser, lesserName]: Unit): string {
  const rest = Math.floor((seconds % greater) / lesser);
  return `${Math.floor(seconds / greater)} ${greaterName}${rest === 0 ? '' : ` ${rest} ${lesserName}`}`;
}
