import { describe, expect, it } from 'vitest';

import { fileStem, queryOf, requestKey } from '../../page/data/request-key.ts';

describe('the key of a request', () => {
  it('does not depend on the order of its parameters', () => {
    const key = requestKey('overview', { shots: '16', backbone: 'ViT-B/32' });
    expect(key).toBe('overview?backbone=ViT-B%2F32&shots=16');
    expect(requestKey('overview', { backbone: 'ViT-B/32', shots: '16' })).toBe(key);
    expect(requestKey('index', {})).toBe('index?');
  });

  it('tells values with separators in them from several parameters', () => {
    expect(queryOf({ a: '1&b=2' })).not.toBe(queryOf({ a: '1', b: '2' }));
  });
});

describe('the name of its file', () => {
  it('can be read, and is always the same', () => {
    expect(fileStem('overview', { shots: '16', backbone: 'ViT-B/32' })).toBe('vit-b-32-16-0t7cchuxc6r');
  });

  it('has nothing in it that leads elsewhere or that some file system changes', () => {
    const hostile = [
      '../../etc/passwd',
      '..',
      '.',
      'C:\\x',
      'con',
      'a\0b',
      'ü'.repeat(200),
      '',
      '%2e%2e/',
      'A b\n?*"<>|',
    ];
    for (const backbone of hostile) {
      const stem = fileStem('overview', { backbone });
      expect(stem).toMatch(/^([a-z0-9]+-)*[0-9a-z]{11}$/);
      expect(stem.length).toBeLessThanOrEqual(48 + 1 + 11);
    }
  });

  it('differs where only what cannot be read in it does', () => {
    const names = ['ViT-B/32', 'vit-b/32', 'ViT-B-32', 'ViT-B/32 ', 'ViT B 32'];
    expect(new Set(names.map((backbone) => fileStem('curves', { backbone }))).size).toBe(names.length);
    const many = Array.from({ length: 20_000 }, (_, run) => fileStem('run', { key: '/'.repeat(run % 7) + run }));
    expect(new Set(many).size).toBe(many.length);
  });
});
