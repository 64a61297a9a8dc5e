import { describe, expect, it } from 'vitest';

import { modelLicence } from './model-licence.ts';
import { temporaryFolders } from '../../test/weights/temporary-folders.ts';
import { writeModel } from '../../test/weights/write-model.ts';

const temporary = temporaryFolders();

describe('modelLicence', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['a model card', { 'README.md': '---\nlicense: mit\ntags:\n- clip\n---\n# Model\nlicense: other' }, 'mit'],
    [
      'another line end, quotes and a comment',
      { 'README.md': '---\r\nlicense: "apache-2.0" # really\r\n---\r\n' },
      'apache-2.0',
    ],
    ['a list', { 'README.md': '---\nlicense:\n- mit\n- cc-by-4.0\nlanguage: en\n---\n' }, 'mit, cc-by-4.0'],
    ['a list in one line', { 'README.md': '---\ntags: []\nlicense: [mit, cc-by-4.0]\n---\n' }, 'mit, cc-by-4.0'],
    ['a licence file', { LICENSE: '\n  MIT License\n\nCopyright' }, 'MIT License (LICENSE)'],
    ['both: the card wins', { LICENSE: 'MIT License', 'README.md': '---\nlicense: other\n---\n' }, 'other'],
    [
      'a card that does not say',
      { 'README.md': '---\ntags: []\n---\nlicense: mit', 'LICENSE.txt': 'Mine' },
      'Mine (LICENSE.txt)',
    ],
    ['an empty statement', { 'README.md': '---\nlicense:\ntags:\n- clip\n---\n' }, undefined],
    ['a README without front matter', { 'README.md': '# Model\n\nlicense: mit' }, undefined],
    ['control characters', { LICENSE: '\u001b[31mred\u0007' }, '[31mred (LICENSE)'],
    ['nothing', {}, undefined],
  ])('of %s', (_, files, expected) => {
    expect(modelLicence(writeModel(temporary(), files))).toBe(expected);
  });
});
