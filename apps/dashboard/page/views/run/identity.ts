import { element } from '../../parts/dom.ts';
import { facts } from './facts.ts';
import type { RunPart } from './run-part.ts';

/** Everything but the settings that can change the number of a run. */
export const showIdentity: RunPart = ({ report }) => {
  if (report === null) return undefined;
  const { identity } = report.run;
  const { engine, evaluation, seed } = identity;
  const targets = evaluation && 'targets' in evaluation ? evaluation.targets : [];
  const tested = targets.map(({ name, hash }) => `${name} (${hash.slice(0, 12)})`).join(', ');
  return {
    ...{ id: 'identity', title: 'Identity', state: identity },
    make: () => [
      facts([
        ['method', `${identity.method}, version ${identity.methodVersion}`],
        ['protocol', identity.protocol],
        ['dataset', identity.dataset],
        ['its hash', element('code', {}, identity.datasetHash)],
        ['backbone', identity.backbone],
        ['text model', identity.textModel],
        ['shots', identity.shots],
        ['seed', seed ?? 'none: nothing is random'],
        ['views', identity.views],
        ['tested on', evaluation && (tested === '' ? evaluation.kind : `${evaluation.kind}: ${tested}`)],
        ['engine', `${engine.executor}, ${engine.precision}, version ${engine.version}`],
      ]),
    ],
  };
};
