/* eslint-disable no-console -- a command */
import { join } from 'node:path';

import { loadTokenizer } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';

import { isTrainingIcon } from '../src/icons/training-icons.ts';
import { collectIcons } from '../src/sources/collect-icons.ts';
import { installSources } from '../src/sources/install-sources.ts';
import { openSources } from '../src/sources/open-sources.ts';
import { writeIconSet } from '../src/sources/write-icon-set.ts';
import { vocabularyTexts } from '../src/vocabulary/vocabulary-texts.ts';
import { writeTokenizer } from '../src/vocabulary/write-tokenizer.ts';

const ROOT = join(import.meta.dirname, '..');

async function main(): Promise<void> {
  const modules = installSources(join(ROOT, 'sources'), { log: console.log });
  const sources = openSources(modules);
  const { sketches, counts } = collectIcons(sources);
  for (const { vendor, icons, kept, unknown, brands } of counts) {
    console.log(`${vendor}: ${kept} of ${icons} (${unknown.length} flags or unknown, ${brands.length} trade marks)`);
  }
  const written = await writeIconSet(join(ROOT, '.data'), sketches, (done) => {
    if (done % 2560 === 0 || done === sketches.length) console.log(`drawn ${done} of ${sketches.length}`);
  });
  console.log(`${written.failures.length} could not be drawn${written.failures.map((line) => `\n  ${line}`).join('')}`);
  const training = written.icons.filter(isTrainingIcon);
  const concepts = new Set(training.map(({ conceptName }) => conceptName));
  console.log(
    `${written.icons.length} pictures, of which training may see ${training.length}, of ${concepts.size} concepts`,
  );
  console.log(`icons.json ${written.iconsSha256}\npixels.bin ${written.pixelsSha256}`);

  const labels = sources.emoji.filter(({ skinTone }) => skinTone === null).map(({ label }) => label);
  const texts = vocabularyTexts(written.icons, labels);
  const sha256 = writeTokenizer(join(ROOT, 'model'), texts);
  const tokenizer = loadTokenizer(join(ROOT, 'model'));
  const longest = Math.max(...texts.map((text) => tokenizer.encode(text).length));
  console.log(
    `tokenizer.json ${sha256}\n${tokenizer.vocabSize} tokens; the longest of ${texts.length} texts has ${longest}`,
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ShotbenchError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
