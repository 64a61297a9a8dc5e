/** For example "12 B", "3.4 kB", "605.2 MB", "1.7 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let [value, unit] = [bytes, 'B'];
  for (const larger of ['kB', 'MB', 'GB', 'TB']) {
    if (value < 999.95) break;
    [value, unit] = [value / 1000, larger];
  }
  return `${value.toFixed(1)} ${unit}`;
}
