import { noteServerTime } from './server-clock.ts';

export type Connection = 'live' | 'reconnecting' | 'lost';

export interface Followers {
  /** Called with the version of the results after each (re)connection and whenever it changes. */
  readonly onVersion: (version: string) => void;
  readonly onConnection: (connection: Connection) => void;
}

/**
 * Listens to the server's events for as long as the page is visible; EventSource reconnects by itself. Hidden tabs hang
 * up, because browsers allow only six connections to one server, and a seventh tab would wait forever.
 */
export function follow(url: string, { onVersion, onConnection }: Followers): void {
  let events: EventSource | undefined;
  const connect = (): EventSource => {
    const source = new EventSource(url);
    source.addEventListener('open', () => onConnection('live'));
    source.addEventListener('error', () => onConnection(source.readyState === source.CLOSED ? 'lost' : 'reconnecting'));
    source.addEventListener('message', ({ data }) => onVersion(String(data)));
    source.addEventListener('clock', ({ data }) => noteServerTime(Number(data)));
    return source;
  };
  const update = (): void => {
    if (document.hidden === (events === undefined)) return;
    events?.close();
    events = document.hidden ? undefined : connect();
  };
  document.addEventListener('visibilitychange', update);
  update();
}
