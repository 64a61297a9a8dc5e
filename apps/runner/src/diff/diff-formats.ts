/** How `shotbench diff` prints. */
export const DIFF_FORMATS = ['text', 'json', 'markdown', 'latex', 'svg'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];
