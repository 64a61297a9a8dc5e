import express, { type Express, type NextFunction, type Request, type Response } from 'express';

import { type ApiParts, apiRoutes } from './api-routes.ts';
import { hostGuard } from './serving/host-guard.ts';
import type { PageFiles } from './serving/page-files.ts';
import { pageRoutes } from './serving/page-routes.ts';
import { securityHeaders } from './serving/security-headers.ts';

export interface AppParts extends ApiParts {
  readonly page: PageFiles;
  /** What the server listens on. */
  readonly host: string;
}

/** Every route of the dashboard behind its guards. Answers that are no success are one line of plain text. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(hostGuard(parts.host));
  app.use('/api', apiRoutes(parts));
  app.use(pageRoutes(parts.page));
  app.use((request: Request, response: Response) => {
    response.status(404).type('text').send(`there is no ${request.method} ${request.path} here\n`);
  });
  app.use(onError);
  return app;
}

/** Four parameters are what tells Express that this handles errors. */
function onError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const status = (error as { status?: unknown }).status;
  // What Express itself refuses, such as malformed paths, is the client's mistake.
  const refused = typeof status === 'number' && status >= 400 && status < 500;
  if (!refused && name !== 'ShotbenchError') process.stderr.write(`${stack ?? message}\n`);
  response
    .status(refused ? status : 500)
    .type('text')
    .send(`${message.replaceAll('\n', ' ')}\n`);
}
