import { describe, expect, it } from 'vitest';

import { icon } from '../icons/test/icon.ts';
import { vocabularyTexts } from './vocabulary-texts.ts';

describe('vocabularyTexts', () => {
  it('are captions of what training may see, and all labels', () => {
    const icons = [
      icon(),
      icon({ label: 'cat', tags: ['secret'], isNovel: true }),
      icon({ label: 'cow', tags: ['secret'], isHeldOutVendor: true }),
      icon({ label: 'man', tags: ['secret'], skinTone: 'dark' }),
    ];
    const texts = vocabularyTexts(icons, ['cat', 'dog']);
    expect(texts.slice(0, 2)).toEqual(['cat', 'dog']);
    expect(texts).toHaveLength(2 + 8);
    expect(texts.join()).not.toContain('secret');
    expect(texts).toEqual(vocabularyTexts(icons, ['cat', 'dog']));
  });
});
