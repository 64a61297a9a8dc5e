import { z } from 'zod';

/** Zero-shot CLIP has nothing to set: prompts and logit scale come with the feature set. */
export const zeroShotConfig = z.strictObject({});
export type ZeroShotConfig = z.infer<typeof zeroShotConfig>;
