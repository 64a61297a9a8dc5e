/** Whether the process whose number an owner has is there. */
export function isAlive(owner: string): boolean {
  try {
    return process.kill(Number(owner), 0);
  } catch {
    return false;
  }
}
