import { curvePanels, type Panel } from '@shotbench/tracker';
import { z } from 'zod';

import { nameParameter } from '../parameters.ts';
import { selectedCells } from '../selected-cells.ts';
import type { ViewApi } from '../view-api.ts';

const query = z.strictObject({ backbone: nameParameter.optional() });

/** Accuracy versus shots: for each backbone a panel for each dataset and one for their average. */
export interface Curves {
  readonly backbones: readonly { readonly backbone: string; readonly panels: readonly Panel[] }[];
}

export const curvesApi: ViewApi<z.infer<typeof query>, Curves> = {
  name: 'curves',
  query,
  answer: ({ snapshot }, asked) => {
    const cells = selectedCells(snapshot, asked);
    const names = [...new Set(cells.map(({ backbone }) => backbone))].sort();
    return {
      backbones: names.map((backbone) => ({
        backbone,
        panels: curvePanels(cells.filter((cell) => cell.backbone === backbone)),
      })),
    };
  },
  pages: ({ snapshot }) =>
    [...new Set(snapshot.cells().map(({ backbone }) => backbone))].map((backbone) => ({ backbone })),
};
