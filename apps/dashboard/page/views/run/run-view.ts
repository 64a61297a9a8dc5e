import type { Run } from '../../../src/views/run/run-api.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import type { Shown, View } from '../../shell/view.ts';
import { showClasses } from './classes.ts';
import { showComparison } from './comparison.ts';
import { showDetails } from './details.ts';
import { showDrawn } from './drawn.ts';
import { showHistory } from './history.ts';
import { showIdentity } from './identity.ts';
import { keptSections } from './kept-sections.ts';
import { showProvenance } from './provenance.ts';
import { showRelations } from './relations.ts';
import { showRepeat } from './repeat.ts';
import { showResult } from './result.ts';
import type { RunData, RunPart } from './run-part.ts';
import { showSettings } from './settings.ts';
import { showError, showLog } from './texts.ts';
import { showTitle } from './title.ts';

/** Digits of a key in the address: as many as lists show, so that all links to a run are one. */
const DIGITS = 12;

/** In the order of the page. */
const PARTS: readonly RunPart[] = [
  ...[showTitle, showError, showResult, showRelations, showSettings, showIdentity, showComparison, showClasses],
  ...[showDetails, showLog, showDrawn, showHistory, showProvenance, showRepeat],
];

/** All that is known of one run. */
export const runView: View<Run> = {
  name: 'run',
  title: undefined,
  request: ({ key }) => (key === undefined ? {} : { key: key.slice(0, DIGITS).toLowerCase() }),
  open: (root, context) => {
    const parts = element('div', { id: 'run' });
    const downloads = element('p');
    root.append(parts, downloads);
    const sections = keptSections(parts, PARTS.length);
    let compared: RunData['compared'] = null;
    let comparing: string | undefined;
    let latest: { readonly data: Run; readonly shown: Shown } | undefined;

    const draw = (): void => {
      if (!latest) return;
      const { data, shown } = latest;
      PARTS.forEach((part, i) =>
        sections[i]!(part({ ...data, compared }, { ...context, parameters: shown.parameters })),
      );
      const extensions = data.report === null ? [] : ['json'];
      renderDownloads(downloads, context.data, { view: 'run', extensions, parameters: shown.request });
    };

    /** Asked for by itself: a copy of the page without a server has the runs, but not every pair of them. */
    const compare = async ({ parameters, request, index }: Shown): Promise<void> => {
      const other = parameters['with'];
      const asked = JSON.stringify([request, other, index.version]);
      if (asked === comparing) return;
      comparing = asked;
      compared = null;
      if (other === undefined || request['key'] === undefined) return;
      try {
        const answer = await context.data.get<Run>('run', { ...request, with: other });
        if (asked !== comparing) return;
        compared = answer.compared;
      } catch (error) {
        if (asked !== comparing) return;
        compared = { problem: error instanceof Error ? error.message : String(error) };
      }
      draw();
    };

    return {
      show: (data, shown) => {
        latest = { data, shown };
        void compare(shown);
        draw();
      },
    };
  },
};
