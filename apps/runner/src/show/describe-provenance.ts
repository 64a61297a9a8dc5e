import type { Provenance } from '@shotbench/tracker';

import type { Entry } from './section.ts';

/** A provenance line by line, but for the stored difference of the code, of which only the length is told. */
export function describeProvenance(provenance: Provenance): Entry[] {
  const { commit, dirty, diff, versions, memoryBytes, gpus, threads } = provenance;
  return [
    ['command', provenance.command],
    ['commit', commit === null ? 'unknown' : `${commit}${dirty ? ', changed since' : ''}`],
    ['changes', diff === undefined ? undefined : `${diff.trimEnd().split('\n').length} lines, in --format json`],
    ['lock file', provenance.lockHash],
    ['host', provenance.host],
    ['platform', provenance.platform],
    ['processor', `${provenance.processor}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`],
    ['memory', memoryBytes === undefined ? undefined : `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ['graphics', gpus === undefined ? undefined : gpus.join(', ') || 'none'],
    ['Node', provenance.node],
    ...Object.entries(versions).map(([name, version]) => [name, version] as const),
  ];
}
