import type { FeatureSetInfo } from '@shotbench/feature-cache';
import { classesByName } from '@shotbench/few-shot';

type Named = Pick<FeatureSetInfo, 'classNames'>;

/**
 * Where each class of a shifted set stands among the source's: the same place where both have the same list, whose names may then repeat
 * as ImageNet's do; else by name.
 * @throws ShotbenchError as `classesByName`.
 */
export function shiftedClasses({ classNames: source }: Named, { classNames: target }: Named): number[] {
  const isSame = source.length === target.length && source.every((name, c) => name === target[c]);
  return isSame ? [...source.keys()] : classesByName(source, target);
}
