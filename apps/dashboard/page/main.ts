import { type Connection, follow } from './data/follow.ts';
import { serverSource } from './data/server-source.ts';
import { byId } from './parts/dom.ts';
import { addSeriesColours } from './parts/series-styles.ts';
import { Page } from './shell/page.ts';
import { VIEWS } from './shell/views.ts';

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  live: 'live',
  reconnecting: 'reconnecting …',
  lost: 'connection lost: reload the page',
};

addSeriesColours(document);
const page = new Page(VIEWS, serverSource);
await page.refresh();
if (serverSource.eventsUrl !== undefined) {
  follow(serverSource.eventsUrl, {
    onVersion: (version) => void page.refresh(version),
    onConnection: (connection) => {
      byId('connection').textContent = CONNECTIONS[connection];
      byId('connection').className = connection;
    },
  });
}
