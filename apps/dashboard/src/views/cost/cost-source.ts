import type { CostSource, TableCell } from '@shotbench/tracker';

import type { Source } from '../source.ts';

/** The cells of one backbone and shot count, and what their costs are made of. */
export function costSource(source: Source, backbone: string, shots: number): CostSource {
  const { snapshot, tracker } = source;
  const runs = snapshot.derived('runs by key', () => new Map(snapshot.runs.map((run) => [run.key, run])));
  const machines = snapshot.derived('machines', () => tracker.machines());
  return { cells: cellsByPlace(source).get(placeKey(backbone, shots)) ?? [], runs, machines };
}

function cellsByPlace({ snapshot }: Source): ReadonlyMap<string, readonly TableCell[]> {
  return snapshot.derived('cells by place', () => {
    const places = new Map<string, TableCell[]>();
    for (const cell of snapshot.cells()) {
      const key = placeKey(cell.backbone, cell.shots);
      const known = places.get(key);
      if (known) known.push(cell);
      else places.set(key, [cell]);
    }
    return places;
  });
}

function placeKey(backbone: string, shots: number): string {
  return `${shots} ${backbone}`;
}
