import { describe, expect, it } from 'vitest';

import { chosenResults } from '../../page/parts/chosen-results.ts';
import { changed, hrefOf, readAddress } from '../../page/shell/address.ts';
import type { ResultsIndex } from '../../src/views/index/index-api.ts';

const index: ResultsIndex = {
  version: 'v',
  counts: { done: 1, queued: 0, running: 0, interrupted: 0, stale: 0, failed: 0, invalid: 0 },
  methods: [],
  backbones: [
    { name: 'RN50', shots: [1, 4], datasets: [] },
    { name: 'ViT-B/32', shots: [2, 16], datasets: [] },
  ],
  evaluations: [],
};
const shown = (search: string) => {
  const chosen = chosenResults(readAddress(search).parameters, index);
  return [chosen?.backbone.name, chosen?.shots];
};

describe('what an address shows', () => {
  it.each([
    ['?backbone=ViT-B%2F32&shots=2', 'ViT-B/32', 2],
    ['?backbone=ViT-B%2F32', 'ViT-B/32', 16],
    ['?shots=1', 'RN50', 1],
    ['', 'RN50', 4],
    ['?shots=16', 'RN50', 4],
    ['?backbone=nowhere&shots=1', 'RN50', 1],
    ['?shots=-1', 'RN50', 4],
    ['?shots=1e0', 'RN50', 4],
  ])('%s', (search, backbone, shots) => {
    expect(shown(search)).toEqual([backbone, shots]);
  });

  it('is nothing as long as no run has finished', () => {
    expect(chosenResults({}, { ...index, counts: { ...index.counts, done: 0 } })).toBeUndefined();
  });
});

describe('an address', () => {
  it.each(['?view=overview', '?view=curves', '?backbone=ViT-B%2F32&shots=2', '?view=runs&state=failed'])(
    '%s is read as it was made',
    (href) => {
      expect(hrefOf(readAddress(href))).toBe(href);
    },
  );

  it('leads to the page itself from a file, too, where it says nothing', () => {
    expect(hrefOf(readAddress(''))).toBe('?view=overview');
  });

  it('has no empty parameters', () => {
    expect(readAddress('?view=&shots=&backbone=a')).toEqual({ view: 'overview', parameters: { backbone: 'a' } });
    expect(changed({ a: '1', b: '2' }, { a: undefined, b: '', c: '3' })).toEqual({ c: '3' });
  });
});
