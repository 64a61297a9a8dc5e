import { chooseSource } from './data/choose-source.ts';
import { type Connection, follow } from './data/follow.ts';
import { byId } from './parts/dom.ts';
import { addSeriesColours } from './parts/series-styles.ts';
import { focusHeading } from './shell/heading.ts';
import { listenToKeys } from './shell/keys.ts';
import { Page } from './shell/page.ts';
import { renderTheme } from './shell/theme.ts';
import { VIEWS } from './shell/views.ts';

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  live: 'live',
  reconnecting: 'reconnecting …',
  lost: 'connection lost: reload the page',
};

addSeriesColours(document);
renderTheme(byId('theme'));
listenToKeys({
  navigation: byId('navigation'),
  dialog: byId('help') as HTMLDialogElement,
  button: byId('help-button'),
});
byId('skip').addEventListener('click', (event) => {
  // The address is of what is shown, and has no place for a fragment.
  event.preventDefault();
  focusHeading(byId('view').hidden ? byId('empty') : byId('view'));
});

const source = chooseSource();
const page = new Page(VIEWS, source);
// No await at the top: the page is a script that is no module, so that it opens from a file, too.
void page.refresh().then(() => {
  if (source.eventsUrl === undefined) {
    byId('connection').textContent = 'as exported';
    return;
  }
  follow(source.eventsUrl, {
    onVersion: (version) => void page.refresh(version),
    onConnection: (connection) => {
      byId('connection').textContent = CONNECTIONS[connection];
      byId('connection').className = connection;
    },
  });
});
