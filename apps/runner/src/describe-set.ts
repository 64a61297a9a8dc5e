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
  const shots = info.drawsBySeed ? `1 to ${info.shots.length} drawn by seed` : info.shots.join(', ');
  return `${name}: ${classNames.length} classes, ${featureDim} features, ${text}, shots ${shots}, ${backbone} (${hash.slice(0, 12)})`;
}
