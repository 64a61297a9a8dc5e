import type { NextFunction, Request, Response } from 'express';

import { isLoopback } from './is-loopback.ts';

/**
 * Refuses requests that name another host while the server is for this machine only. Otherwise a site whose name is
 * made to point to 127.0.0.1 (DNS rebinding) could read the results through a visitor's browser.
 */
export function hostGuard(host: string) {
  const guarded = isLoopback(host);
  const names = new Set([host.toLowerCase(), 'localhost', '127.0.0.1', '::1']);
  return (request: Request, response: Response, next: NextFunction): void => {
    const named = hostName(request.headers.host ?? '');
    if (!guarded || (named !== undefined && names.has(named))) return next();
    response.status(403).type('text').send('the Host header names another host; expected localhost or 127.0.0.1\n');
  };
}

/** The name in a Host header, without port and brackets; undefined where it is malformed. */
function hostName(header: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d+)?$/i.exec(header);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}
