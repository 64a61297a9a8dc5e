import type { CompareMethodsOptions } from '@shotbench/tracker';

export const COMPARE_FORMATS = ['text', 'csv', 'json', 'markdown', 'latex'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

export interface CompareOptions extends CompareMethodsOptions {
  readonly db: string;
  readonly format: CompareFormat;
}
