import { extname } from 'node:path';

import { type RequestHandler, Router } from 'express';

import type { PageFiles } from './page-files.ts';

/** Serves the built page out of memory: a path that is not one of its files cannot lead anywhere. */
export function pageRoutes(page: PageFiles): Router {
  const router = Router();
  const serve: RequestHandler = (request, response, next) => {
    const path = request.path === '/' ? '/index.html' : request.path;
    const content = page.get(path);
    if (content === undefined) return next();
    // Vite puts a hash of the content into the names of assets.
    const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.set('Cache-Control', caching).type(extname(path)).send(content);
  };
  router.get('/{*path}', serve);
  return router;
}
