import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BIN = join(import.meta.dirname, '..', '..', 'runner', 'bin', 'shotbench.js');

/** `shotbench dashboard` over a results file, as a process of its own. */
export interface ServedDashboard {
  readonly url: string;
  /** Until it said that it listens. */
  readonly startMilliseconds: number;
  close(): Promise<void>;
}

export async function serveDashboard(database: string): Promise<ServedDashboard> {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, 'dashboard', '--db', database, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Not to be left behind where the benchmark fails.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /http:\S+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`the dashboard said "${line}"; expected its address`);
  return {
    url,
    startMilliseconds: performance.now() - began,
    close: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
      process.off('exit', kill);
    },
  };
}

/** Calls back with each version that the event stream tells, until it is closed. */
export function listenToVersions(url: string, onVersion: (version: string) => void): { close(): void } {
  const request = get(new URL('api/events', url), (response) => {
    const lines = createInterface(response);
    // How a stream ends that is closed from here.
    lines.on('error', () => undefined);
    let isClock = false;
    lines.on('line', (line) => {
      if (line === 'event: clock') isClock = true;
      else if (line === '') isClock = false;
      else if (line.startsWith('data: ') && !isClock) onVersion(line.slice('data: '.length));
    });
  });
  request.on('error', () => undefined);
  return { close: () => void request.destroy() };
}
