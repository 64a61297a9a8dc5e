import type { Method, Need } from './method.ts';

/** What is known of a feature set before it is opened. */
export interface Offer {
  readonly name: string;
  readonly hasText: boolean;
  /** Shot counts, ascending. */
  readonly shots: readonly number[];
  /** Whether shots are drawn by seed from whole splits. */
  readonly drawsBySeed: boolean;
  /** Whether the test set depends on the shot count. */
  readonly testPerShots: boolean;
}

/** Why the method can't run on this feature set at this shot count, as one sentence; undefined if it can. */
export function refusal(method: Pick<Method, 'id' | 'needs'>, offer: Offer, shots: number): string | undefined {
  const needs = (need: Need): boolean => method.needs.includes(need);
  if (needs('text-features') && !offer.hasText) {
    return (
      `${method.id} needs text features, but feature set "${offer.name}" has none (text: false); ` +
      `leave out ${method.id} or use a set with text`
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
