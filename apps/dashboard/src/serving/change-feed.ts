import type { Response } from 'express';

const POLL_MILLISECONDS = 250;
/** Silent streams are cut by some proxies, and a line now and then finds out that a reader is gone. */
const KEEP_ALIVE_MILLISECONDS = 20_000;
const RETRY_MILLISECONDS = 2000;
/** Who leaves so much unread is not there any more. */
const MOST_UNREAD_BYTES = 64 * 1024;

/**
 * Server-sent events with the version of the results: one at once, one whenever it changes. The version is looked at
 * only while somebody listens. Events called `clock` have the time of this machine in milliseconds, by which pages elsewhere tell how long
 * ago something was.
 */
export class ChangeFeed {
  readonly #readVersion: () => string;
  readonly #listeners = new Set<Response>();
  #timers: NodeJS.Timeout[] = [];
  #version: string | undefined;

  constructor(readVersion: () => string) {
    this.#readVersion = readVersion;
  }

  /** Turns a response into an event stream, until either side ends it. */
  add(response: Response): void {
    // Not by Express's set(), which would add a charset that the event stream format does not have.
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(`retry: ${RETRY_MILLISECONDS}\n\n${clockEvent()}`);
    response.on('close', () => this.#remove(response));
    this.#listeners.add(response);
    // The first event tells a page that was away whether it has missed something.
    if (this.#listeners.size === 1) this.#start();
    else if (this.#version !== undefined) response.write(eventOf(this.#version));
  }

  /** Ends all streams. */
  close(): void {
    for (const response of [...this.#listeners]) {
      this.#remove(response);
      response.end();
    }
  }

  #start(): void {
    this.#version = undefined;
    this.#timers = [
      setInterval(() => this.#poll(), POLL_MILLISECONDS),
      setInterval(() => this.#send(clockEvent()), KEEP_ALIVE_MILLISECONDS),
    ];
    this.#poll();
  }

  #poll(): void {
    try {
      const version = this.#readVersion();
      if (version === this.#version) return;
      this.#version = version;
      this.#send(eventOf(version));
    } catch {
      // Pages reconnect by themselves, and learn the reason from /api/index, which reads the same file.
      this.close();
    }
  }

  #send(text: string): void {
    for (const response of this.#listeners) {
      if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
      else response.write(text);
    }
  }

  #remove(response: Response): void {
    this.#listeners.delete(response);
    if (this.#listeners.size > 0) return;
    this.#timers.forEach(clearInterval);
    this.#timers = [];
  }
}

function eventOf(version: string): string {
  return `data: ${version}\n\n`;
}

function clockEvent(): string {
  return `event: clock\ndata: ${Date.now()}\n\n`;
}
