import type { Coverage } from '../../../src/views/coverage/coverage-of.ts';
import { element } from '../../parts/dom.ts';
import type { Parameters, Shown, ViewContext } from '../../shell/view.ts';
import { coverageLegend } from './coverage-legend.ts';
import { CoverageMap } from './coverage-map.ts';
import { runCounts } from './run-counts.ts';

/** A section that can be opened: how much of the grid is done. It is asked for only where it is open. */
export function openCoverage(context: ViewContext) {
  const summary = element('summary', {}, element('h2', {}, 'Coverage of the grid'));
  const total = element('p', { class: 'note', role: 'status' });
  const map = new CoverageMap(context);
  const region = element('div', { id: 'coverage-map', role: 'region', 'aria-label': 'Coverage', tabindex: '0' });
  region.append(map.root);
  const root = element('details', { id: 'coverage' }, summary, total, coverageLegend(), region);
  /** What the map was drawn from last, or is about to be. */
  let asked = '';
  let isWanted = false;

  root.addEventListener('toggle', () => {
    if (root.open !== isWanted) context.change({ coverage: root.open ? 'open' : undefined });
  });

  const show = ({ parameters, request, index }: Shown): void => {
    isWanted = parameters.coverage === 'open';
    root.open = isWanted;
    if (!isWanted) return;
    const wanted = coverageRequest(request);
    const state = JSON.stringify([index.version, wanted]);
    if (state === asked) return;
    asked = state;
    void context.data.get<Coverage>('coverage', wanted).then(
      (coverage) => {
        if (asked !== state) return;
        map.show(coverage, wanted);
        total.textContent = totalOf(coverage);
      },
      (error: unknown) => {
        asked = '';
        total.textContent = `The coverage cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
      },
    );
  };
  return { root, show };
}

function coverageRequest({ backbone, evaluation, oracle }: Parameters): Parameters {
  return {
    ...(backbone !== undefined && { backbone }),
    ...(evaluation !== undefined && { evaluation }),
    ...(oracle !== undefined && { oracle }),
  };
}

function totalOf({ total, unplanned, shots, datasets, rows }: Coverage): string {
  const grid = `${rows.length} rows × ${datasets.length} datasets × ${shots.join(', ')} shots`;
  const rest = unplanned === 0 ? '' : ` For ${unplanned.toLocaleString('en')} cells of the grid no run was planned.`;
  return `${grid}: ${runCounts(total)}.${rest}`;
}
