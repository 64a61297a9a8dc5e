import { contextSettings } from '@shotbench/prompt-learning';
import { z } from 'zod';

/** Defaults are those of CoOp's few-shot experiments; see `contextSettings`. */
export const coOpConfig = z.strictObject({
  ...contextSettings,
  /** Whether every class has a context of its own (`TRAINER.COOP.CSC`, off in the numbers that papers quote). */
  classSpecific: z.boolean().default(false),
});

export type CoOpConfig = z.output<typeof coOpConfig>;
