/** An owner for people: "process 4711 on bench-1". One that the command line has not written is left as it is. */
export function describeOwner(owner: string): string {
  const [, host, pid] = /^([^/]*)\/.*\/(\d+)\/\d*$/.exec(owner) ?? [];
  return host === undefined ? owner : `process ${pid} on ${host}`;
}
