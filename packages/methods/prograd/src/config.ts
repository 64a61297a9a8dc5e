import { contextSettings } from '@shotbench/prompt-learning';
import { z } from 'zod';

/** Defaults are those of the released code (BeierZhu/Prompt-align 1b76203, `trainers/prograd.py` with CoOp's `rn50*.yaml`). */
export const proGradConfig = z.strictObject({
  ...contextSettings,
  /** λ, the part of a conflicting gradient that is taken away (`LAMBDA=1.0` in `scripts/prograd.sh`; the README has 0.8 for some numbers of the paper). */
  lambda: z.number().min(0).default(1),
  /**
   * Words that the context ends with before learning; the tokens before them are zero.
   *
   * Deviation: the released code takes the words of the dataset's template, which a feature set does not tell; give them here.
   */
  words: z.string().min(1).default('a photo of a'),
});

export type ProGradConfig = z.output<typeof proGradConfig>;
