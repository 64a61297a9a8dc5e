import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ShotbenchError } from '@shotbench/errors';

const HOST_ADVICE =
  'expected a name or an address of this machine, such as 127.0.0.1, or 0.0.0.0 to be open to other machines';

/**
 * Makes a server listen; returns its port.
 * @throws ShotbenchError `DASHBOARD_PORT` if the port is taken or not allowed, `DASHBOARD_HOST` if this machine has no
 * such address.
 */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  // Node would take it for every address of this machine.
  if (host.trim() === '') throw new ShotbenchError('DASHBOARD_HOST', `"${host}" cannot be listened on; ${HOST_ADVICE}`);
  await new Promise<void>((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException): void => reject(listenError(port, host, cause));
    server.once('error', onError);
    server.listen({ port, host }, () => {
      server.off('error', onError);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function listenError(port: number, host: string, cause: NodeJS.ErrnoException): ShotbenchError {
  const advice = 'expected a free one; give another with --port, where 0 takes any that is free';
  if (cause.code === 'EADDRINUSE') {
    return new ShotbenchError('DASHBOARD_PORT', `port ${port} of ${host} is already in use; ${advice}`, { cause });
  }
  if (cause.code === 'EACCES') {
    const message = `port ${port} of ${host} is reserved for the system; expected one from 1024 to 65535, or 0 for any`;
    return new ShotbenchError('DASHBOARD_PORT', message, { cause });
  }
  const message = `"${host}" cannot be listened on (${cause.code ?? cause.message}); ${HOST_ADVICE}`;
  return new ShotbenchError('DASHBOARD_HOST', message, { cause });
}
