import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Who holds a cell: machine, process namespace, process number and when the process started, so that neither another
 * container nor a later process with the same number is taken for it.
 */
export function currentOwner(): string {
  return [machine(), process.pid, startOf(process.pid) ?? ''].join('/');
}

/** Whether an owner still runs; undefined where this machine can't tell. */
export function isOwnerAlive(owner: string): boolean | undefined {
  const match = /^(.*)\/(\d+)\/(\d*)$/.exec(owner);
  if (!match || match[1] !== machine()) return undefined;
  const pid = Number(match[2]);
  const start = startOf(pid);
  if (start !== undefined || process.platform === 'linux') return start !== undefined && start === match[3];
  return exists(pid);
}

function machine(): string {
  return `${hostname()}/${processNamespace()}`;
}

/** Linux numbers its process namespaces; elsewhere there is one. */
function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return 'pid';
  }
}

/** When a process started, in clock ticks since boot (field 22 of /proc/PID/stat); undefined if there is no such running process. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command, is in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isGone = fields[0] === 'Z' || fields[0] === 'X';
    return isGone ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
