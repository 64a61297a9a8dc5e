/**
 * How a method's hyper-parameters were chosen. Numbers of different protocols are not comparable, so tables keep them apart.
 *
 * - `fixed`: before seeing the dataset, as printed in the paper.
 * - `few-shot-val`: on a validation set of min(k, 4) images per class.
 * - `full-val`: on the whole validation split, which a few-shot practitioner would not have.
 * - `test-oracle`: on the test set, as some papers did; never shown beside the others.
 */
export const PROTOCOLS = ['fixed', 'few-shot-val', 'full-val', 'test-oracle'] as const;
export type Protocol = (typeof PROTOCOLS)[number];
