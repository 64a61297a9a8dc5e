import { get, type IncomingMessage, request } from 'node:http';

import { onTestFinished } from 'vitest';

/** Asks for a path exactly as given, which fetch would tidy first, under any Host header. */
export async function rawGet(url: string, path: string, host?: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path, setHost: host === undefined, headers: host === undefined ? {} : { Host: host } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    asked.on('error', reject).end();
  });
}

export interface EventReader {
  /** The data of the next event; undefined once the stream has ended. */
  next(): Promise<string | undefined>;
}

/** Reads an event stream until the test ends. */
export async function openEvents(url: string): Promise<EventReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = get(new URL('api/events', url), resolve).on('error', reject);
    onTestFinished(() => void asked.destroy());
  });
  if (!response.headers['content-type']?.startsWith('text/event-stream')) throw new Error('this is no event stream');
  const events = readEvents(response);
  return { next: async () => (await events.next()).value };
}

async function* readEvents(response: IncomingMessage): AsyncGenerator<string, undefined> {
  let text = '';
  try {
    for await (const part of response.setEncoding('utf8')) {
      const blocks = (text + String(part)).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) if (block.startsWith('data: ')) yield block.slice('data: '.length);
    }
  } catch (error) {
    // How a stream ends that the server's end cuts off.
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
  }
  return undefined;
}
