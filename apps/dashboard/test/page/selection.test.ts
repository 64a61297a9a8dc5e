import { describe, expect, it } from 'vitest';

import { readWish, resolve } from '../../page/selection.ts';
import type { Results } from '../../src/results.ts';

const table = (shots: number) => ({ shots, datasets: [], averaged: false, rows: [] });
const results: Results = {
  version: 'v',
  counts: { done: 1, queued: 0, running: 0, interrupted: 0, stale: 0, failed: 0, invalid: 0 },
  methods: [],
  backbones: [
    { backbone: 'RN50', tables: [table(1), table(4)], panels: [] },
    { backbone: 'ViT-B/32', tables: [table(2), table(16)], panels: [] },
  ],
};
const shown = (search: string) => {
  const selection = resolve(results, readWish(search));
  return [selection?.backbone.backbone, selection?.table.shots];
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
    expect(resolve({ ...results, counts: { ...results.counts, done: 0 } }, {})).toBeUndefined();
  });
});
