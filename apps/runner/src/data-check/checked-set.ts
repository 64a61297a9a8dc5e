import type { DatasetCard, DatasetCheck } from '@shotbench/datasets';

import type { UnreadableImage } from './unreadable-images.ts';

/** All that was found out about a set. */
export interface CheckedSet extends DatasetCheck {
  /** The card's, or the folder of images that the user gave. */
  readonly id: string;
  readonly card?: DatasetCard;
  /** `absent` where a set is not there and nobody asked for it by name. */
  readonly status: 'ok' | 'wrong' | 'absent';
  readonly unreadable: readonly UnreadableImage[];
}
