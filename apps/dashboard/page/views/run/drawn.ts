import { element } from '../../parts/dom.ts';
import { facts } from './facts.ts';
import type { RunPart } from './run-part.ts';

/** Which images the run learned from. */
export const showDrawn: RunPart = ({ report }) => {
  const drawn = report?.drawn;
  if (!drawn) return undefined;
  const ids = drawn.firstTrainIds.map((id) => element('li', {}, element('code', {}, id)));
  return {
    ...{ id: 'drawn', title: 'Images it learned from', state: drawn },
    make: () => [
      facts([
        ['training', drawn.train.toLocaleString('en')],
        ['validation', drawn.validation.toLocaleString('en')],
        [ids.length < drawn.train ? `first ${ids.length}` : 'all', element('ul', { class: 'ids' }, ...ids)],
      ]),
    ],
  };
};
