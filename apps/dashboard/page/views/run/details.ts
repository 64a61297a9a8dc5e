import { element } from '../../parts/dom.ts';
import type { RunPart } from './run-part.ts';
import { tree } from './tree.ts';

/** What the fit found besides the number: chosen hyper-parameters and whatever else explains it. */
export const showDetails: RunPart = ({ report }, { href }) => {
  const details = report?.run.result?.details;
  if (!report || !details || Object.keys(details).length === 0) return undefined;
  const { key } = report.run;
  return {
    ...{ id: 'details', title: 'What the fit found', state: [key, details], isWide: true },
    make: () => [
      ...('search' in details
        ? [
            element(
              'p',
              {},
              element('a', { href: href('search', { run: key.slice(0, 12) }) }, 'The trials of its search'),
            ),
          ]
        : []),
      tree(details),
    ],
  };
};
