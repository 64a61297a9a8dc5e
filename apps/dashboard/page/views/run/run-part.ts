import type { Compared, Run } from '../../../src/views/run/run-api.ts';
import type { Parameters, ViewContext } from '../../shell/view.ts';

/** What the parts of the page are made of. */
export interface RunData extends Omit<Run, 'compared'> {
  /** Null where no other run is named, or its answer is on its way. */
  readonly compared: Compared | { readonly problem: string } | null;
}

export interface PartContext extends ViewContext {
  readonly parameters: Parameters;
}

/** A titled part of the page. */
export interface PartContent {
  /** Of its element, without the `run-` before it. */
  readonly id: string;
  readonly title: string;
  /** Equal states, as JSON has them, look the same: the part is left as it is. */
  readonly state: unknown;
  /** What stands below the title. */
  readonly make: () => readonly (Node | string)[];
  readonly isWide?: true;
}

/** A part of what is known of a run; undefined where there is nothing of it. */
export type RunPart = (data: RunData, context: PartContext) => PartContent | undefined;
