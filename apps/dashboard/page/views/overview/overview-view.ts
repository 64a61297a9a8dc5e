import type { Overview } from '../../../src/views/overview/overview-api.ts';
import { element } from '../../parts/dom.ts';
import { renderDownloads } from '../../parts/downloads.ts';
import type { View } from '../../shell/view.ts';
import { openChoices } from './choices.ts';
import { chosenTable, requestOf } from './chosen-table.ts';
import { openCoverage } from './coverage-section.ts';
import { openPaper } from './paper-section.ts';
import { renderNotes } from './table-notes.ts';
import { openTables } from './tables.ts';

/** The comparison tables of one backbone: all datasets at one shot count, or one dataset at all. */
export const overviewView: View<Overview> = {
  name: 'overview',
  title: 'Overview',
  request: requestOf,
  open: (root, context) => {
    const choices = openChoices(context);
    const tables = openTables(context);
    const notes = element('div', { id: 'notes' });
    const downloads = element('p');
    const paper = openPaper();
    const coverage = openCoverage(context);
    const comparison = element('section', {}, element('h2', {}, 'Comparison'));
    comparison.append(choices.refining, tables.root, notes, paper.root, downloads);
    root.append(choices.form, comparison, coverage.root);
    return {
      show: (overview, shown) => {
        const chosen = chosenTable(shown.parameters, shown.index);
        if (!chosen) return;
        choices.show(overview, shown, chosen);
        tables.show(overview, shown);
        renderNotes(notes, overview, shown.request);
        paper.show(overview.paper);
        // A paper beside the table is not in its documents.
        const { paper: _, ...parameters } = shown.request;
        renderDownloads(downloads, context.data, {
          ...{ view: 'overview', extensions: ['csv', 'json', 'md', 'tex'], parameters },
        });
        coverage.show(shown);
      },
    };
  },
};
