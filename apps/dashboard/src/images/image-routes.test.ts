import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Evaluation, type TestSet } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { rawGet } from '../../test/http.ts';
import { png, predictionsOf, recordPredicted } from '../../test/sample-predictions.ts';
import { temporaryFolder } from '../../test/sample-results.ts';
import { serveImages } from '../../test/serve-images.ts';
import { folderImages } from './folder-images.ts';

const PICTURE = png([200, 10, 10]);

/** Ids of a stored test set; what the last ones name must never be served. */
const IDS = [
  ...['cat/one.png', 'two words & more.png', 'gone.png', 'page.html', 'drawing.svg', 'pipe'],
  ...['../secret.png', 'cat/../../secret.png', 'out.png', 'way-out/secret.png', '', 'cat', '/etc/hostname', 'a\0b.png'],
];

function testSet(ids: readonly string[]): TestSet {
  return { classNames: ['cat'], labels: new Uint16Array(ids.length), ids };
}

/** A folder of pictures with a secret beside it that links lead to. */
async function serveFolder() {
  const outside = temporaryFolder();
  const folder = join(outside, 'images');
  mkdirSync(join(folder, 'cat'), { recursive: true });
  writeFileSync(join(outside, 'secret.png'), PICTURE);
  writeFileSync(join(folder, 'cat/one.png'), PICTURE);
  writeFileSync(join(folder, 'two words & more.png'), PICTURE);
  writeFileSync(join(folder, 'not-in-a-test-set.png'), PICTURE);
  writeFileSync(join(folder, 'page.html'), '<!doctype html><script>alert(1)</script>');
  writeFileSync(join(folder, 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  symlinkSync(join(outside, 'secret.png'), join(folder, 'out.png'));
  symlinkSync(outside, join(folder, 'way-out'));
  symlinkSync(folder, join(outside, 'link-to-images'));
  const { url } = await serveImages(
    (tracker) => {
      recordPredicted(tracker, predictionsOf(testSet(IDS), 1, 0), { dataset: 'pets' });
      const evaluation: Evaluation = { kind: 'transfer', targets: [{ name: 'other', hash: 'x' }] };
      const other = { ...predictionsOf(testSet(['gone.png', 'cat/one.png']), 1, 0), part: 'other' };
      recordPredicted(tracker, other, { dataset: 'source', evaluation });
    },
    // The folder itself may be reached by a link.
    folderImages(
      new Map([
        ['pets', join(outside, 'link-to-images')],
        ['other', folder],
        ['source', folder],
      ]),
    ),
  );
  const get = (dataset: string, id: string) =>
    fetch(`${url}api/image?${new URLSearchParams({ dataset, id }).toString()}`);
  return { url, folder, get };
}

describe('pictures of test images', () => {
  it('are served by content, and not to be guessed at', async () => {
    const { get } = await serveFolder();
    for (const id of ['cat/one.png', 'two words & more.png']) {
      const response = await get('pets', id);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(Buffer.from(await response.arrayBuffer()).equals(PICTURE)).toBe(true);
    }
  });

  it('never lead out of their folder, neither by dots nor by links, and are nothing but pictures', async () => {
    const { get, folder } = await serveFolder();
    // Reading a pipe would wait for a writer.
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const id of IDS.slice(2)) {
      const response = await get('pets', id);
      expect([id, response.status]).toEqual([id, 404]);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    }
  });

  it('are only those that a stored test set of the dataset has', async () => {
    const { get } = await serveFolder();
    expect(await (await get('pets', 'not-in-a-test-set.png')).text()).toBe(
      'no stored test set of this dataset has this image\n',
    );
    expect((await get('other', 'cat/one.png')).status).toBe(200);
    // Its run was trained on this set, but tested on the other one.
    expect((await get('source', 'cat/one.png')).status).toBe(404);
    expect(await (await get('nowhere', 'cat/one.png')).text()).toBe('there are no pictures of this dataset here\n');
  });

  it('are asked for by one dataset and one id', async () => {
    const { url } = await serveFolder();
    for (const query of ['', '?dataset=pets', '?dataset=pets&id=a&id=b', '?dataset[x]=pets&id=a']) {
      expect((await rawGet(url, `/api/image${query}`)).status).toBe(400);
    }
    const path = '/api/image?dataset=pets&id=..%2f..%2f..%2f..%2fetc%2fpasswd';
    expect((await rawGet(url, path)).status).toBe(404);
  });
});
