/** Prepares the files of its arguments in two threads and prints the SHA-256 of all their bytes. */
import { createHash } from 'node:crypto';

import { imagePool } from '../../src/image/pool/image-pool.ts';
import { openaiPreprocess } from '../../src/image/preprocess/preprocess-config.ts';

const pool = imagePool({ workers: 2, config: openaiPreprocess(32) });
const hash = createHash('sha256');
for await (const { bytes } of pool.prepare(process.argv.slice(2))) hash.update(bytes);
await pool.close();
console.log(hash.digest('hex'));
