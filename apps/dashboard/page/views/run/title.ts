import { element } from '../../parts/dom.ts';
import { counted } from '../../parts/numbers.ts';
import type { PartContext, RunData, RunPart } from './run-part.ts';

/** Which run this is, and how far it is. */
export const showTitle: RunPart = ({ report, relations }: RunData, { href }: PartContext) => {
  const list = () => element('a', { href: href('runs', {}) }, 'All runs');
  if (report === null) {
    return {
      ...{ id: 'title', title: 'No run is named', state: null, isWide: true },
      make: () => [element('p', {}, 'Choose one in the list: ', list(), '.')],
    };
  }
  const { run } = report;
  const { identity, variant, key, state } = run;
  const method = relations?.listed.method ?? (variant === '' ? identity.method : `${identity.method} (${variant})`);
  const place = [
    relations?.listed.dataset ?? identity.dataset,
    counted(identity.shots, 'shot'),
    ...(identity.seed === null ? [] : [`seed ${identity.seed}`]),
    identity.backbone,
    identity.protocol,
    ...(identity.evaluation ? [identity.evaluation.kind] : []),
  ];
  return {
    ...{ id: 'title', title: method, isWide: true },
    state: [place, key, state, run.result?.accuracy],
    make: () => [
      element('p', { class: 'place' }, place.join(' · ')),
      element(
        'p',
        { class: 'headline' },
        ...(run.result ? [element('strong', {}, `${run.result.accuracy.toFixed(2)} %`), ' '] : []),
        element('span', { class: `state ${state}` }, state),
        ' ',
        element('code', { class: 'key' }, key),
        ' ',
        list(),
      ),
    ],
  };
};
