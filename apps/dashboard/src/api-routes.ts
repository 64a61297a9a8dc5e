import { ShotbenchError } from '@shotbench/errors';
import { type NextFunction, type Request, type Response, Router } from 'express';

import { imageRoutes } from './images/image-routes.ts';
import type { ChangeFeed } from './serving/change-feed.ts';
import { parseQuery } from './views/parse-query.ts';
import type { Source } from './views/source.ts';
import { EXTENSIONS, type ViewApi } from './views/view-api.ts';
import { VIEW_APIS } from './views/views.ts';

export interface ApiParts {
  readonly feed: ChangeFeed;
  readonly source: () => Source;
}

/** Every view's data and documents, pictures of test images, and `/events` for changes. */
export function apiRoutes({ feed, source }: ApiParts): Router {
  const router = Router();
  for (const view of VIEW_APIS) addView(router, view, source);
  router.use(imageRoutes(source));
  router.get('/events', (_request, response) => feed.add(response));
  return router;
}

function addView(router: Router, view: ViewApi, source: () => Source): void {
  const get = (path: string, type: string, textOf: (query: never) => string | Promise<string>): void => {
    router.get(path, async (request: Request, response: Response, next: NextFunction) => {
      try {
        const parsed = parseQuery(view, request.query);
        if ('problem' in parsed) {
          response.status(400).type('text').send(`${parsed.problem}\n`);
          return;
        }
        const text = await textOf(parsed.query);
        response.set('Cache-Control', 'no-cache').type(type).send(text);
      } catch (error) {
        const status = statusOf(error);
        if (status === undefined) return next(error);
        response
          .status(status)
          .type('text')
          .send(`${(error as ShotbenchError).message.replaceAll('\n', ' ')}\n`);
      }
    });
  };
  get(`/${view.name}`, 'json', async (query) => JSON.stringify(await view.answer(source(), query)));
  for (const extension of EXTENSIONS) {
    const write = view.documents?.[extension];
    if (write) get(`/${view.name}.${extension}`, extension, (query) => write(source(), query));
  }
}

/** Errors that are about what was asked for. */
const REFUSED: ReadonlySet<string> = new Set(['RUN_PREFIX', 'RUN_AMBIGUOUS', 'METHOD_PROTOCOL', 'COMPARE_DOCUMENT']);

/** The status of errors that are the client's: it named what is not there, several things at once, or what makes no sense. */
function statusOf(error: unknown): 400 | 404 | undefined {
  if (!(error instanceof ShotbenchError)) return undefined;
  if (error.code.endsWith('_UNKNOWN')) return 404;
  return REFUSED.has(error.code) ? 400 : undefined;
}
