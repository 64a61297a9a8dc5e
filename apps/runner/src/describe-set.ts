import type { FeatureSetInfo } from '@shotbench/feature-cache';

/** A feature set in one line. */
export function describeSet({
  name,
  hash,
  backbone,
  featureDim,
  classNames,
  hasText,
  ...info
}: FeatureSetInfo): string {
  const text = hasText ? 'with text' : 'without text';
  return `${name}: ${classNames.length} classes, ${featureDim} features, ${text}, ${describeShots(info)}, ${backbone} (${hash.slice(0, 12)})`;
}

function describeShots({ drawsBySeed, shots }: Pick<FeatureSetInfo, 'drawsBySeed' | 'shots'>): string {
  if (!drawsBySeed) return `shots ${shots.join(', ')}`;
  return shots.length === 0 ? 'for testing only' : `shots 1 to ${shots.length} drawn by seed`;
}
