import { describe, expect, it } from 'vitest';

import { variantLabel } from './variant-label.ts';

describe('variantLabel', () => {
  it('names what differs from the defaults, in alphabetical order', () => {
    expect(variantLabel({ alpha: 1, epochs: 10 }, { alpha: 1, epochs: 10 })).toBe('');
    const config = { epochs: 3, alpha: 1, search: { kind: 'random', trials: 2, space: { alpha: [1, 2] } } };
    const defaults = { epochs: 10, alpha: 1, search: { kind: 'grid', points: 5, space: { alpha: [1, 2] } } };
    expect(variantLabel(config, defaults)).toBe('epochs=3, search.kind="random", search.trials=2');
  });

  it('counts the candidates of a list and tells other candidates apart', () => {
    const listed = (candidates: { tokens: number; epochs: number }[]) =>
      variantLabel(
        { rate: 1, search: { kind: 'list', candidates, space: { tokens: [4, 8], epochs: [1] } } },
        { rate: 1 },
      );
    const [few, many] = [
      { tokens: 4, epochs: 1 },
      { tokens: 8, epochs: 1 },
    ];
    const label = listed([few, many]);
    expect(label).toMatch(/^search=\{"kind":"list","candidates":"2 \([0-9a-f]{8}\)"\}$/);
    expect(listed([{ epochs: 1, tokens: 4 }, many])).toBe(label);
    expect(listed([many, few])).not.toBe(label);
  });
});
