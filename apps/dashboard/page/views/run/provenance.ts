import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import { facts } from './facts.ts';
import type { RunPart } from './run-part.ts';
import { printed } from './texts.ts';

/** Where and with what the run was computed, with what its code differed by from the commit. */
export const showProvenance: RunPart = ({ report }) => {
  const provenance = report?.run.provenance;
  if (!provenance) return undefined;
  const { commit, dirty, diff, versions, memoryBytes, gpus, threads } = provenance;
  return {
    ...{ id: 'provenance', title: 'Provenance', state: provenance, isWide: true },
    make: () => [
      facts([
        ['command', provenance.command === undefined ? undefined : element('code', {}, provenance.command)],
        [
          'commit',
          commit === null
            ? 'unknown'
            : element('span', {}, element('code', {}, commit), dirty ? ', changed since' : ''),
        ],
        ['lock file', provenance.lockHash === undefined ? undefined : element('code', {}, provenance.lockHash)],
        ['host', provenance.host],
        ['platform', provenance.platform],
        ['processor', `${provenance.processor}, ${counted(threads, 'thread')}`],
        ['memory', memoryBytes === undefined ? undefined : `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`],
        ['graphics', gpus === undefined ? undefined : gpus.join(', ') || 'none'],
        ['Node', provenance.node],
        ...Object.entries(versions).map(([name, version]) => [name, version] as const),
      ]),
      ...(diff === undefined
        ? []
        : [
            element(
              'details',
              {},
              element('summary', {}, `Changes since the commit: ${counted(diff.trimEnd().split('\n').length, 'line')}`),
              printed(diff, 'Changes since the commit'),
            ),
          ]),
    ],
  };
};
