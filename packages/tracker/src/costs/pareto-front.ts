/** Something with a price and a worth; a price that is not known is null. */
export interface Offer {
  readonly cost: number | null;
  readonly accuracy: number;
}

/**
 * Which offers are on the Pareto front: no other costs at most as much and is at least as accurate, one of both strictly. Offers that are
 * equal in both are on it together; one of unknown cost never is.
 */
export function paretoFront(offers: readonly Offer[]): boolean[] {
  const isOn = offers.map(() => false);
  const order = [...offers.keys()]
    .filter((i) => offers[i]!.cost !== null)
    .sort((i, j) => offers[i]!.cost! - offers[j]!.cost! || offers[j]!.accuracy - offers[i]!.accuracy);
  // From the cheapest on, only what beats everything before it is on the front, or equals its last member.
  let last: Offer | undefined;
  for (const i of order) {
    const offer = offers[i]!;
    const isEqual = last !== undefined && offer.accuracy === last.accuracy && offer.cost === last.cost;
    if (last !== undefined && offer.accuracy <= last.accuracy && !isEqual) continue;
    isOn[i] = true;
    last = offer;
  }
  return isOn;
}
