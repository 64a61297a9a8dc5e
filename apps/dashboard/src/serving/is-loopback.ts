import { isIPv4 } from 'node:net';

/** Whether only this machine can reach what listens on a host; names other than localhost may lead anywhere. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
