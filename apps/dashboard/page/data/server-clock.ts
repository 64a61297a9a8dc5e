let ahead = 0;

/** Notes what time it is on the server, in milliseconds: its clock and that of this machine may differ. */
export function noteServerTime(time: number): void {
  ahead = time - Date.now();
}

/** What time it is on the server, as far as this page has been told. */
export function serverTime(): number {
  return Date.now() + ahead;
}
