/** `npm run build`: builds the page ahead of the first start of the dashboard. */
import { join } from 'node:path';

import { loadPage } from '../src/serving/load-page.ts';

await loadPage(join(import.meta.dirname, '..'));
