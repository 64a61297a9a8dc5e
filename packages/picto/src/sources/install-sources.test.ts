import { join } from 'node:path';

import { codeOf, messageOf } from '@shotbench/errors/testing';
import { describe, expect, it } from 'vitest';

import { installSources } from './install-sources.ts';
import { jsonFolder } from './test/packages.ts';

const MANIFEST = { dependencies: { '@icons/one': '1.2.3', two: '4.5.6' } };
const NPM = { npm: 'no-such-npm' };

function folderOf(versionOfTwo: string): string {
  return jsonFolder({
    'package.json': MANIFEST,
    'node_modules/@icons/one/package.json': { version: '1.2.3' },
    'node_modules/two/package.json': { version: versionOfTwo },
  });
}

describe('installSources', () => {
  it('does nothing where all packages are there', () => {
    const folder = folderOf('4.5.6');
    const lines: string[] = [];
    expect(installSources(folder, { ...NPM, log: (line) => lines.push(line) })).toBe(join(folder, 'node_modules'));
    expect(lines).toEqual([]);
  });

  it.each([
    ['another version is there', () => folderOf('4.5.7')],
    ['nothing is there', () => jsonFolder({ 'package.json': MANIFEST })],
  ])('calls npm where %s, and says when it fails', (_title, make) => {
    const folder = make();
    const lines: string[] = [];
    const install = () => installSources(folder, { ...NPM, log: (line) => lines.push(line) });
    expect(codeOf(install)).toBe('PICTO_INSTALL');
    expect(messageOf(install)).toMatch(/no-such-npm ci .* failed \(.*ENOENT/);
    expect(lines[0]).toContain('installing 2 packages');
  });
});
