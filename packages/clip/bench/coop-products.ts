import type { Product } from '@shotbench/tensor/bench';

import type { ClipConfig } from '../src/config/clip-config.ts';

export interface CoopSizes {
  readonly classes: number;
  /** Tokens of the common beginning and of what follows in each text. */
  readonly prefix: number;
  readonly suffix: number;
  readonly images: number;
}

/**
 * The matrix products of one training step of a shared context, none of which could be left out. With frozen weights each
 * product of tokens and weights has one backwards, the gradient of the tokens; each product in attention has two. At the
 * first block that gradient is needed of the prefix alone; at the last, the ends of texts alone look.
 */
export function coopProducts(
  { embedDim: D, text: { width: W, layers, heads, mlpWidth } }: ClipConfig,
  { classes: C, prefix: P, suffix: S, images: B }: CoopSizes,
): Product[] {
  const d = W / heads;
  const tokens = P + C * S;
  /** y = x · w for m tokens. */
  const linear = (m: number, k: number, n: number): Product => ({ m, k, n });
  /** Forwards for m tokens, and backwards. */
  const bothWays = (m: number, k: number, n: number): Product[] => [linear(m, k, n), linear(m, n, k)];

  const block = (layer: number): Product[] => {
    const [isFirst, isLast] = [layer === 0, layer === layers - 1];
    const looking = isLast ? C : tokens;
    const moved = isFirst ? P : tokens;
    return [
      linear(looking, W, W),
      linear(isLast ? C : moved, W, W),
      ...[0, 1].flatMap(() => [linear(tokens, W, W), linear(moved, W, W)]),
      ...attention({ batch: heads, Q: isLast ? C : C * S, K: P, d }, isFirst ? ['keys'] : ['queries', 'keys']),
      ...attention({ batch: C * heads, Q: isLast ? 1 : S, K: S, d }, isFirst ? [] : ['queries', 'keys']),
      ...(isLast ? [] : attention({ batch: heads, Q: P, K: P, d }, ['queries', 'keys'])),
      ...bothWays(looking, W, W),
      ...bothWays(looking, W, mlpWidth),
      ...bothWays(looking, mlpWidth, W),
    ];
  };
  const blocks = Array.from({ length: layers }, (_, layer) => block(layer)).flat();
  return [...blocks, ...bothWays(C, W, D), { m: B, k: D, n: C }, { m: C, k: B, n: D }];
}

interface Looks {
  /** Heads of all texts. */
  readonly batch: number;
  readonly Q: number;
  readonly K: number;
  /** Width of a head. */
  readonly d: number;
}

/** Products of Q queries with K keys and their weights with values, and what leads back to `gradients`; keys: and values. */
function attention({ batch, Q, K, d }: Looks, gradients: readonly ('queries' | 'keys')[]): Product[] {
  const [likeWeights, likeQueries, likeKeys] = [
    { batch, m: Q, k: d, n: K },
    { batch, m: Q, k: K, n: d },
    { batch, m: K, k: Q, n: d },
  ];
  const back = gradients.flatMap((of) => (of === 'queries' ? [likeQueries] : [likeKeys, likeKeys]));
  return [likeWeights, likeQueries, likeWeights, ...back];
}
