import type { Method, Need } from './method.ts';
import type { Protocol } from './protocol.ts';

/** What is known of a feature set before it is opened. */
export interface Offer {
  readonly name: string;
  readonly hasText: boolean;
  /** Whether the text encoder of the set's model is at hand. Default: no. */
  readonly hasTextEncoder?: boolean;
  /** Whether the images themselves and the image encoder of the set's model are at hand. Default: no. */
  readonly hasImages?: boolean;
  /** Shot counts, ascending. */
  readonly shots: readonly number[];
  /** Whether shots are drawn by seed from whole splits. */
  readonly drawsBySeed: boolean;
  /** Whether the test set depends on the shot count. */
  readonly testPerShots: boolean;
}

/** What is asked of a set by a method with its settings. */
export interface Demand extends Pick<Method, 'id' | 'needs'> {
  /** Of the method with these settings. */
  readonly protocol: Protocol;
}

/** Why the method can't run on this feature set at this shot count, as one sentence; undefined if it can. */
export function refusal(method: Demand, offer: Offer, shots: number): string | undefined {
  const needs = (need: Need): boolean => method.needs.includes(need);
  if (needs('text-features') && !offer.hasText) {
    return (
      `${method.id} needs text features, but feature set "${offer.name}" has none (text: false); ` +
      `leave out ${method.id} or use a set with text`
    );
  }
  if (needs('text-encoder') && offer.hasTextEncoder !== true) {
    return (
      `${method.id} learns through the text encoder, but that of feature set "${offer.name}" is not at hand; ` +
      'give the model with --model, or use a built-in set'
    );
  }
  if (needs('image-encoder') && offer.hasImages !== true) {
    return (
      `${method.id} tunes inside the image encoder, but the images of feature set "${offer.name}" or their model are not at hand; ` +
      `give them with --images ${offer.name}=FOLDER and --model, or use a built-in set`
    );
  }
  if (method.protocol === 'full-val' && !offer.drawsBySeed) {
    return (
      `${method.id} is set to full-val, but feature set "${offer.name}" has no whole validation split, ` +
      'only the validation rows of its draws; use few-shot-val or a set extracted from images'
    );
  }
  if (shots === 0) {
    if (needs('training-images')) return `${method.id} needs training images; 0 shots is for methods that need none`;
    if (offer.testPerShots) {
      return `feature set "${offer.name}" has a test set for each shot count, so 0 shots has none; use ${offer.shots.join(', ')}`;
    }
    return undefined;
  }
  if (!offer.shots.includes(shots)) {
    const has = offer.drawsBySeed ? `1 to ${offer.shots.length}` : offer.shots.join(', ');
    return `feature set "${offer.name}" has no ${shots}-shot images; it has ${has}`;
  }
  return undefined;
}
