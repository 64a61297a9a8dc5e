import { type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';

import type { Answers } from './editions/answers.ts';
import { type ImageParts, imageRoutes } from './images/image-routes.ts';
import type { ChangeFeed } from './serving/change-feed.ts';
import { parseQuery } from './views/parse-query.ts';
import { refusalStatus } from './views/refusal.ts';
import { type Extension, EXTENSIONS, type Parameters, type ViewApi } from './views/view-api.ts';
import { VIEW_APIS } from './views/views.ts';

export interface ApiParts extends ImageParts {
  readonly feed: ChangeFeed;
  readonly answers: Answers;
}

const TYPES: Readonly<Record<Extension, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
  tex: 'application/x-tex',
  svg: 'image/svg+xml',
};

const NO_PARAMETERS = { query: z.strictObject({}) };

/** Every view's data and documents, pictures of test images, and `/events` for changes. */
export function apiRoutes({ feed, answers, ...images }: ApiParts): Router {
  const router = Router();
  for (const view of VIEW_APIS) {
    router.get(`/${view.name}`, handler(view, undefined, answers));
    for (const extension of EXTENSIONS) {
      if (view.documents?.[extension]) router.get(`/${view.name}.${extension}`, handler(view, extension, answers));
    }
  }
  router.use(imageRoutes(images));
  router.get('/events', (request, response) => {
    const parsed = parseQuery(NO_PARAMETERS, request.query);
    if ('problem' in parsed) response.status(400).type('text').send(`${parsed.problem}\n`);
    else feed.add(response);
  });
  return router;
}

function handler(view: ViewApi, extension: Extension | undefined, answers: Answers) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const parsed = parseQuery(view, request.query);
    if ('problem' in parsed) {
      response.status(400).type('text').send(`${parsed.problem}\n`);
      return;
    }
    try {
      const answer = await answers.of({ view: view.name, extension, parameters: request.query as Parameters });
      // Weak, as it is the same for the answer compressed and not.
      const tag = `W/"${answer.version}"`;
      response.set({ 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' });
      if (request.headers['if-none-match'] === tag) {
        response.status(304).set('ETag', tag).end();
        return;
      }
      const { bytes, encoding } = await answer.content(request.acceptsEncodings('gzip') === 'gzip');
      response.set({ ETag: tag, 'Content-Type': `${TYPES[extension ?? 'json']}; charset=utf-8` });
      if (encoding) response.set('Content-Encoding', encoding);
      response.send(bytes);
    } catch (error) {
      const status = refusalStatus(error);
      if (status === undefined) return next(error);
      response
        .status(status)
        .type('text')
        .send(oneLine((error as Error).message));
    }
  };
}

function oneLine(message: string): string {
  return `${message.replaceAll('\n', ' ')}\n`;
}
