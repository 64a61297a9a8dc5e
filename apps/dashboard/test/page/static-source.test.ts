import { describe, expect, it } from 'vitest';

import { staticSource } from '../../page/data/static-source.ts';

const query = 'backbone=RN50&shots=16';
const source = staticSource(
  {
    format: 1,
    views: {
      overview: { extensions: ['csv', 'svg'], queries: ['', query], without: [`svg?${query}`] },
      runs: { extensions: ['csv'], queries: [], without: [] },
    },
  },
  (key, path) => Promise.resolve(JSON.stringify({ key, path })),
);

describe('a page without a server', () => {
  it('reads the script of what it is asked for, in whatever order', async () => {
    const asked = await source.get('overview', { shots: '16', backbone: 'RN50' });
    expect(asked).toEqual({
      key: `overview?${query}`,
      path: expect.stringMatching(/^data\/overview\/rn50-16-\w+\.js$/),
    });
  });

  it('says what its folder does not hold', async () => {
    const lacking = /^this folder holds no overview of backbone RN50, shots 3; the dashboard does: shotbench dashboard/;
    await expect(source.get('overview', { backbone: 'RN50', shots: '3' })).rejects.toThrow(lacking);
    await expect(source.get('runs', {})).rejects.toThrow(/^this folder holds no runs;/);
    await expect(source.get('constructor', {})).rejects.toThrow(/^this folder holds no constructor;/);
    await expect(source.documentText('overview', 'svg', { shots: '16', backbone: 'RN50' })).rejects.toThrow(
      /^this folder holds no overview\.svg of/,
    );
    expect([source.hasView!('overview'), source.hasView!('runs'), source.hasView!('other')]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('links to documents that there are, and to no others', async () => {
    expect(source.documentHref('overview', 'csv', { shots: '16', backbone: 'RN50' })).toMatch(
      /^documents\/overview\/rn50-16-\w+\.csv$/,
    );
    expect(source.documentHref('overview', 'svg', { shots: '16', backbone: 'RN50' })).toBeUndefined();
    expect(source.documentHref('overview', 'tex', {})).toBeUndefined();
    expect(source.documentHref('overview', 'csv', { shots: '2' })).toBeUndefined();
    expect(JSON.parse(await source.documentText('overview', 'svg', {}))).toMatchObject({ key: 'overview.svg?' });
    await expect(source.documentText('overview', 'csv', {})).rejects.toThrow(/^this folder holds no overview\.csv/);
  });
});
