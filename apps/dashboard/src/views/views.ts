import { compareApi } from './compare/compare-api.ts';
import { costApi } from './cost/cost-api.ts';
import { coverageApi } from './coverage/coverage-api.ts';
import { curvesApi } from './curves/curves-api.ts';
import { indexApi } from './index/index-api.ts';
import { liveApi } from './live/live-api.ts';
import { overviewApi } from './overview/overview-api.ts';
import { runApi } from './run/run-api.ts';
import { runsApi } from './runs/runs-api.ts';
import { searchApi } from './search/search-api.ts';
import { type ViewApi, viewApi } from './view-api.ts';

/** Everything that the page can ask for. */
export const VIEW_APIS: readonly ViewApi[] = [
  viewApi(indexApi),
  viewApi(overviewApi),
  viewApi(curvesApi),
  viewApi(runsApi),
  viewApi(runApi),
  viewApi(coverageApi),
  viewApi(compareApi),
  viewApi(searchApi),
  viewApi(costApi),
  viewApi(liveApi),
];
