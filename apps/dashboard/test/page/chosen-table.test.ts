import { describe, expect, it } from 'vitest';

import { readAddress } from '../../page/shell/address.ts';
import { requestOf } from '../../page/views/overview/chosen-table.ts';
import type { ResultsIndex } from '../../src/views/index/index-api.ts';

const RN50 = { name: 'RN50', shots: [4, 16], datasets: ['dtd', 'pets'] };
const fewShot = { kind: 'few-shot', backbones: [RN50] } as const;
const transfer = { kind: 'transfer', backbones: [{ ...RN50, name: 'ViT-B/16', shots: [8] }] } as const;

function requested(search: string, evaluations: ResultsIndex['evaluations'], done = 1) {
  const counts = { done, queued: 0, running: 0, interrupted: 0, stale: 0, failed: 0, invalid: 0 };
  const index: ResultsIndex = { version: 'v', counts, methods: [], backbones: [], evaluations };
  return requestOf(readAddress(search).parameters, index);
}

describe('what the comparison table is asked for', () => {
  it.each([
    ['', { backbone: 'RN50', shots: '16' }],
    ['?shots=4&mix=1&oracle=yes&paper=p', { backbone: 'RN50', shots: '4', mix: '1', oracle: '1', paper: 'p' }],
    ['?dataset=pets&shots=4', { backbone: 'RN50', dataset: 'pets' }],
    ['?dataset=none', { backbone: 'RN50', shots: '16' }],
    ['?evaluation=transfer', { backbone: 'ViT-B/16', shots: '8', evaluation: 'transfer' }],
    ['?evaluation=transfer&dataset=pets', { backbone: 'ViT-B/16', shots: '8', evaluation: 'transfer' }],
    ['?evaluation=shifted', { backbone: 'RN50', shots: '16' }],
    ['?sort=dtd&find=co&coverage=open', { backbone: 'RN50', shots: '16' }],
  ])('at %s is %j', (search, request) => {
    expect(requested(search, [fewShot, transfer])).toEqual(request);
  });

  it('is of the evaluation that there are runs of', () => {
    expect(requested('', [transfer])).toEqual({ backbone: 'ViT-B/16', shots: '8', evaluation: 'transfer' });
  });

  it('is nothing where no run is done', () => {
    expect(requested('', [])).toBeUndefined();
    expect(requested('', [fewShot], 0)).toBeUndefined();
  });
});
