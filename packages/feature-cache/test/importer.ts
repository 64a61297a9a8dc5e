/** A process that imports, for the tests to kill or to race against another. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FeatureCache } from '../src/index.ts';

const [mode, root = '', ...rest] = process.argv.slice(2);

if (mode === 'loop') {
  // Replaces one set by the folders in turn until it is killed.
  const cache = new FeatureCache(root);
  for (let i = 0; ; i = (i + 1) % rest.length) {
    const { status } = cache.importFolder(rest[i] as string, { replace: true });
    console.log(status);
  }
} else {
  // Imports one folder into a new store a round, each time at the same moment as the other process.
  const [me, other, rounds, folder] = rest as [string, string, string, string];
  for (let round = 0; round < Number(rounds); round++) {
    writeFileSync(join(root, `${me}-${round}`), '');
    while (!existsSync(join(root, `${other}-${round}`)));
    new FeatureCache(join(root, `store-${round}`)).importFolder(folder);
  }
}
