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

/** A method's protocol: the same for all settings, or said by the settings. */
export type ProtocolRule<Config> = Protocol | { of(config: Config): Protocol };

/** The protocol of a method with these settings: what its numbers are filed under. */
export function protocolOf<Config>(method: { readonly protocol: ProtocolRule<Config> }, config: Config): Protocol {
  return typeof method.protocol === 'string' ? method.protocol : method.protocol.of(config);
}
