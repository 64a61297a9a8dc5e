import type { DataSource } from './data-source.ts';
import { loadText } from './load-script.ts';
import { serverSource } from './server-source.ts';
import type { SiteContents } from './site-contents.ts';
import { staticSource } from './static-source.ts';

declare global {
  /** Set by `data/contents.js`, which only folders without a server have. */
  var shotbenchContents: SiteContents | undefined;
}

/** The files beside the page where it was exported with them, else its server. */
export function chooseSource(): DataSource {
  return globalThis.shotbenchContents ? staticSource(globalThis.shotbenchContents, loadText) : serverSource;
}
