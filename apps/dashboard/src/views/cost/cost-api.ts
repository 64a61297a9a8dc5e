import {
  COST_NAMES,
  type CostLayout,
  costLayout,
  type CostName,
  costRemarks,
  type Costs,
  costSheet,
  costsTitle,
  drawCosts,
  formatCostsCsv,
  formatCostsJson,
  formatLatex,
  formatMarkdown,
  summarizeCosts,
} from '@shotbench/tracker';
import { z } from 'zod';

import { nameParameter, numberParameter } from '../parameters.ts';
import type { Source } from '../source.ts';
import type { ViewApi } from '../view-api.ts';
import { costSource } from './cost-source.ts';
import { type CostTable, costTable } from './cost-table.ts';
import { seriesParameter } from './series-parameter.ts';

const query = z.strictObject({
  backbone: nameParameter.optional(),
  shots: numberParameter.optional(),
  dataset: nameParameter.optional(),
  axis: z.enum(COST_NAMES, `expected one of ${COST_NAMES.join(', ')}`).default('training'),
  /** `yes`: methods of all protocols compete. */
  mix: z.literal('yes', 'expected yes').optional(),
  machine: nameParameter.optional(),
  without: seriesParameter.optional(),
});
type Query = z.infer<typeof query>;

/** What methods reach and cost at one backbone and shot count. */
export interface CostView {
  readonly title: string;
  readonly axis: CostName;
  readonly axes: readonly { readonly name: CostName; readonly title: string }[];
  readonly table: CostTable;
  readonly costs: Costs;
  /** Sentences on what the numbers do not contain, and what stands in the way of comparing them. */
  readonly remarks: readonly string[];
  /** All datasets here, to choose one of. */
  readonly datasets: readonly string[];
  /** The drawing, for screens of both sorts. */
  readonly wide: CostLayout;
  readonly narrow: CostLayout;
}

const WIDE = { width: 760, height: 400, fontSize: 12 };
const NARROW = { width: 343, height: 320, fontSize: 11 };

export const costApi: ViewApi<Query, CostView> = {
  name: 'cost',
  query,
  answer: (source, asked) => {
    const costs = costsOf(source, asked);
    const { axis } = asked;
    const front = frontOf(asked);
    const here = costSource(source, costs.backbone, costs.shots).cells;
    return {
      ...{ title: costsTitle(costs), axis, costs, remarks: costRemarks(costs) },
      axes: COST_NAMES.map((name) => ({ name, title: AXIS_TITLES[name] })),
      table: costTable(costs, front),
      datasets: [...new Set(here.map(({ dataset }) => dataset))].sort(),
      wide: costLayout(costs.rows, { ...WIDE, ...front }),
      narrow: costLayout(costs.rows, { ...NARROW, ...front }),
    };
  },
  documents: {
    csv: (source, asked) => formatCostsCsv(costsOf(source, asked), frontOf(asked)),
    json: (source, asked) => formatCostsJson(costsOf(source, asked), frontOf(asked)),
    md: (source, asked) => formatMarkdown(costSheet(costsOf(source, asked), frontOf(asked))),
    tex: (source, asked) => formatLatex(costSheet(costsOf(source, asked), frontOf(asked))),
    svg: (source, asked) => {
      const methods = source.snapshot.derived('method names', () => [
        ...new Set(source.snapshot.cells().map(({ method }) => method)),
      ]);
      return drawCosts(costsOf(source, asked), { ...frontOf(asked), methods });
    },
  },
  pages: ({ snapshot }) => {
    const places = new Map(
      snapshot.cells().map(({ backbone, shots }) => [`${shots} ${backbone}`, { backbone, shots: String(shots) }]),
    );
    return [...places.values()].flatMap((place) => COST_NAMES.map((axis) => ({ ...place, axis })));
  },
};

const AXIS_TITLES: Readonly<Record<CostName, string>> = {
  training: 'training time',
  evaluation: 'evaluation time',
  processor: 'processor time',
  parameters: 'parameters',
  memory: 'memory',
};

function frontOf({ axis, mix }: Query) {
  return { axis, mixProtocols: mix === 'yes' };
}

function costsOf(source: Source, asked: Query): Costs {
  const { dataset, machine, without } = asked;
  const { backbone, shots } = placeOf(source, asked);
  return summarizeCosts(costSource(source, backbone, shots), { backbone, shots, dataset, machine, without });
}

/** Where no place is named, that of the first backbone at its greatest shot count. */
function placeOf({ snapshot }: Source, asked: Query): { readonly backbone: string; readonly shots: number } {
  if (asked.backbone !== undefined && asked.shots !== undefined)
    return { backbone: asked.backbone, shots: asked.shots };
  const cells = snapshot.cells();
  const backbone = asked.backbone ?? cells.map((cell) => cell.backbone).sort()[0] ?? '';
  const shots = cells.reduce((most, cell) => (cell.backbone === backbone ? Math.max(most, cell.shots) : most), 0);
  return { backbone, shots: asked.shots ?? shots };
}
