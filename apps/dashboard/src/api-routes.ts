import { formatCsv, formatJson } from '@shotbench/tracker';
import { type Request, type Response, Router } from 'express';

import type { ChangeFeed } from './change-feed.ts';
import { parseQuery, type ResultsQuery } from './query.ts';
import { toResults } from './results.ts';
import type { ResultsReader, Snapshot } from './results-reader.ts';

/** `/results` for the page, `/table.csv` and `/table.json` as the command line prints them, `/events` for changes. */
export function apiRoutes(reader: ResultsReader, feed: ChangeFeed): Router {
  const router = Router();
  const get = (path: string, type: string, format: (snapshot: Snapshot) => string): void => {
    router.get(path, (request: Request, response: Response) => {
      const query = parseQuery(request.query);
      if ('problem' in query) {
        response.status(400).type('text').send(`${query.problem}\n`);
        return;
      }
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(format(narrowed(reader.read(), query)));
    });
  };
  get('/results', 'json', (snapshot) => JSON.stringify(toResults(snapshot)));
  get('/table.csv', 'csv', ({ cells }) => formatCsv(cells));
  get('/table.json', 'json', ({ cells }) => formatJson(cells));
  router.get('/events', (_request, response) => feed.add(response));
  return router;
}

/** Filters after summarising, so that no number or label depends on what is asked for. */
function narrowed(snapshot: Snapshot, { backbone, shots }: ResultsQuery): Snapshot {
  const cells = snapshot.cells.filter(
    (cell) => (backbone === undefined || cell.backbone === backbone) && (shots === undefined || cell.shots === shots),
  );
  return { ...snapshot, cells };
}
