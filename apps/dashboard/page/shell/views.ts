import { compareView } from '../views/compare/compare-view.ts';
import { costView } from '../views/cost/cost-view.ts';
import { curvesView } from '../views/curves/curves-view.ts';
import { liveView } from '../views/live/live-view.ts';
import { overviewView } from '../views/overview/overview-view.ts';
import { runView } from '../views/run/run-view.ts';
import { runsView } from '../views/runs/runs-view.ts';
import { searchView } from '../views/search/search-view.ts';
import { type View, view } from './view.ts';

/** In the order of the navigation. */
export const VIEWS: readonly View[] = [
  view(overviewView),
  view(curvesView),
  view(compareView),
  view(searchView),
  view(costView),
  view(runsView),
  view(runView),
  view(liveView),
];
