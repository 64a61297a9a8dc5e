import { formatCsv, formatJson } from '@shotbench/tracker';
import { z } from 'zod';

import { nameParameter, numberParameter } from '../parameters.ts';
import { selectedCells } from '../selected-cells.ts';
import type { ViewApi } from '../view-api.ts';
import { type OverviewTable, overviewTables } from './overview-tables.ts';

const query = z.strictObject({ backbone: nameParameter.optional(), shots: numberParameter.optional() });

/** The comparison tables: methods × datasets and their average, by backbone and shots. */
export interface Overview {
  readonly tables: readonly OverviewTable[];
}

export const overviewApi: ViewApi<z.infer<typeof query>, Overview> = {
  name: 'overview',
  query,
  answer: ({ snapshot }, asked) => ({ tables: overviewTables(selectedCells(snapshot, asked)) }),
  documents: {
    csv: ({ snapshot }, asked) => formatCsv(selectedCells(snapshot, asked)),
    json: ({ snapshot }, asked) => formatJson(selectedCells(snapshot, asked)),
  },
  pages: ({ snapshot }) => {
    const places = new Map(
      snapshot.cells().map(({ backbone, shots }) => [`${shots} ${backbone}`, { backbone, shots: String(shots) }]),
    );
    return [{}, ...places.values()];
  },
};
