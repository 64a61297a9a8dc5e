import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ShotbenchError } from '@shotbench/errors';
import { errorOf } from '@shotbench/errors/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import { currentOwner } from '../src/owner.ts';
import { formatBytes } from '../src/pull/format-bytes.ts';
import { parseModelReference } from '../src/pull/model-reference.ts';
import { pullModel, type PullResult } from '../src/pull/pull-model.ts';
import { PullReporter } from '../src/pull/pull-reporter.ts';
import { gitSha1, HubServer, REPO, type Repository, sha256 } from './model-pull/hub-server.ts';
import { start as startCommand, temporaryFolder } from './shotbench.ts';

/** Bytes that look like weights. */
function bytes(count: number, seed: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: count }, (_, i) => (i * 31 + (i >> 8) * 17 + seed * 101) & 0xff));
}

const WEIGHTS = bytes(300_000, 1);
const [COMMIT, NEXT_COMMIT] = ['a'.repeat(40), 'b'.repeat(40)];

const NEEDED: Repository = {
  'config.json': Buffer.from('{"model_type": "clip"}\n'),
  'preprocessor_config.json': Buffer.from('{}\n'),
  'tokenizer.json': bytes(20_000, 2),
  'vocab.json': Buffer.from('{"é": 1}'),
  'merges.txt': Buffer.from('#version: 0.2\n'),
  'README.md': Buffer.from('# A tiny model\n'),
  LICENSE: Buffer.alloc(0),
  'model.safetensors': WEIGHTS,
};
const NEXT_FILES: Repository = {
  ...NEEDED,
  'config.json': Buffer.from('{"model_type": "clip", "next": true}\n'),
  'model.safetensors': bytes(300_000, 3),
};

let hub: HubServer;
let cwd: string;
let folder: string;
beforeEach(async () => {
  hub = await HubServer.start();
  hub.revisions['main'] = COMMIT;
  hub.commits[COMMIT] = { '.gitattributes': Buffer.from('*'), 'pytorch_model.bin': bytes(999, 4), ...NEEDED };
  hub.commits[NEXT_COMMIT] = NEXT_FILES;
  cwd = temporaryFolder();
  folder = join(cwd, 'models', 'tiny');
});

let said = '';
function pull(options: { revision?: string; endpoint?: string } = {}): Promise<PullResult> {
  said = '';
  const reporter = new PullReporter({ write: (text) => (said += text) }, () => 0);
  return pullModel({ repo: REPO, revision: 'main', folder, endpoint: hub.url, reporter, ...options });
}

async function expectRefusal(options: Parameters<typeof pull>[0], code: string, words: string): Promise<void> {
  const error: unknown = await pull(options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ShotbenchError);
  expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  expect((error as Error).message).not.toContain('\n');
  expect(existsSync(join(folder, 'pulled.lock'))).toBe(false);
}

/** The folder holds the files and pulled.json, and nothing else but what is named. */
function expectPulled(files: Repository, commit: string, revision = 'main', others: string[] = []): void {
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(files), 'pulled.json', ...others].sort());
  for (const [name, content] of Object.entries(files))
    expect(readFileSync(join(folder, name)).equals(content)).toBe(true);
  const record = JSON.parse(readFileSync(join(folder, 'pulled.json'), 'utf8')) as { files: { name: string }[] };
  expect(record).toMatchObject({ repo: REPO, revision, commit });
  expect(record.files).toHaveLength(Object.keys(files).length);
  for (const file of record.files) {
    const content = files[file.name]!;
    expect(file).toMatchObject({ bytes: content.length, sha256: sha256(content) });
  }
}

const part = (): string => join(folder, 'model.safetensors.part');

describe('a pull', () => {
  it('fetches what is needed and no more, and then nothing again', async () => {
    expect(await pull()).toEqual({ commit: COMMIT, files: 8, bytes: expect.any(Number), fetched: 8 });
    expectPulled(NEEDED, COMMIT);
    // An empty file needs no request.
    expect(hub.downloads.map(({ name }) => name).sort()).toEqual(
      Object.keys(NEEDED)
        .filter((n) => n !== 'LICENSE')
        .sort(),
    );
    expect(hub.downloads.every(({ range }) => range === undefined)).toBe(true);
    expect(said).toContain('model.safetensors: 300.0 kB\n');

    hub.downloads.length = 0;
    expect(await pull()).toMatchObject({ commit: COMMIT, fetched: 0 });
    expect(hub.downloads).toEqual([]);
    expect(said).toBe('');
    expectPulled(NEEDED, COMMIT);
  });

  it('takes a revision, and records the commit it stands for', async () => {
    hub.revisions['refs/pr/7'] = NEXT_COMMIT;
    expect(await pull({ revision: 'refs/pr/7' })).toMatchObject({ commit: NEXT_COMMIT });
    expectPulled(NEXT_FILES, NEXT_COMMIT, 'refs/pr/7');
    expect(await pull({ revision: COMMIT })).toMatchObject({ commit: COMMIT, fetched: 2 });
    expectPulled(NEEDED, COMMIT, COMMIT);
  });

  it('takes weights in shards, and names what it replaces but does not remove', async () => {
    await pull();
    const { 'model.safetensors': _, ...others } = NEEDED;
    const shards = {
      ...others,
      'model-00001-of-00002.safetensors': bytes(5000, 5),
      'model-00002-of-00002.safetensors': bytes(3000, 6),
      'model.safetensors.index.json': Buffer.from('{}'),
    };
    hub.commits[COMMIT] = shards;
    expect(await pull()).toMatchObject({ files: 10, fetched: 3 });
    expect(said).toContain(
      'model.safetensors is left from an earlier pull and no longer part of the model; remove it\n',
    );
    expectPulled(shards, COMMIT, 'main', ['model.safetensors']);
  });

  it('mends a file that was damaged afterwards', async () => {
    await pull();
    const damaged = Buffer.from(WEIGHTS);
    damaged[150_000]! ^= 1;
    writeFileSync(join(folder, 'model.safetensors'), damaged);
    hub.downloads.length = 0;
    expect(await pull()).toMatchObject({ fetched: 1 });
    expect(hub.downloads).toEqual([{ name: 'model.safetensors', range: undefined }]);
    expectPulled(NEEDED, COMMIT);
  });
});

describe('an interrupted pull', () => {
  it('goes on by itself where the connection was cut', async () => {
    hub.faults['model.safetensors'] = { cutAfter: 150_000, times: 1 };
    await pull();
    expect(hub.downloads.filter(({ name }) => name === 'model.safetensors')).toEqual([
      { name: 'model.safetensors', range: undefined },
      { name: 'model.safetensors', range: 'bytes=150000-' },
    ]);
    expect(said).toMatch(/model\.safetensors: .+; trying again\n/);
    expectPulled(NEEDED, COMMIT);
  });

  it('gives up when nothing comes any more, keeps what came and goes on from there', async () => {
    hub.faults['model.safetensors'] = { cutAfter: 0 };
    mkdirSync(folder, { recursive: true });
    await expectRefusal(
      {},
      'PULL_INTERRUPTED',
      'the download of model.safetensors broke off after 0 of 300000 bytes: ',
    );
    expect(hub.downloads.filter(({ name }) => name === 'model.safetensors')).toHaveLength(3);
    expect(existsSync(join(folder, 'pulled.json'))).toBe(false);

    // Half of it arrived at another time.
    writeFileSync(part(), WEIGHTS.subarray(0, 123_456));
    delete hub.faults['model.safetensors'];
    hub.downloads.length = 0;
    expect(await pull()).toMatchObject({ fetched: 1 });
    expect(hub.downloads).toEqual([{ name: 'model.safetensors', range: 'bytes=123456-' }]);
    expect(said).toContain('model.safetensors: 300.0 kB, going on from 123.5 kB\n');
    expectPulled(NEEDED, COMMIT);
  });

  it('that had all bytes but not yet a name needs no request', async () => {
    hub.faults['model.safetensors'] = { status: 403 };
    await expectRefusal({}, 'PULL_DENIED', 'model.safetensors');
    writeFileSync(part(), WEIGHTS);
    hub.downloads.length = 0;
    await pull();
    expect(hub.downloads).toEqual([]);
    expectPulled(NEEDED, COMMIT);
  });

  it('begins anew where the server knows no ranges', async () => {
    hub.faults['model.safetensors'] = { cutAfter: 150_000, times: 1 };
    const first = pull();
    while (!said.includes('trying again')) await sleep(5);
    hub.faults['model.safetensors'] = { ignoresRanges: true };
    await first;
    expect(hub.downloads.at(-1)).toEqual({ name: 'model.safetensors', range: 'bytes=150000-' });
    expectPulled(NEEDED, COMMIT);
  });

  it.each<[string, () => Buffer]>([
    ['is too long', () => bytes(300_001, 1)],
    ['is of another commit', () => NEXT_FILES['model.safetensors']!.subarray(0, 200_000)],
  ])('begins anew where the part %s', async (_, content) => {
    hub.faults['model.safetensors'] = { status: 403 };
    await expectRefusal({ revision: content().length > 300_000 ? 'main' : NEXT_COMMIT }, 'PULL_DENIED', '');
    writeFileSync(part(), content());
    delete hub.faults['model.safetensors'];
    await pull();
    expect(hub.downloads.at(-1)).toEqual({ name: 'model.safetensors', range: undefined });
    expectPulled(NEEDED, COMMIT);
  });

  it('tries again where the hub is too busy', async () => {
    hub.faults['model.safetensors'] = { status: 503, times: 1 };
    hub.faults['tokenizer.json'] = { status: 429, times: 1 };
    await pull();
    expect(said).toContain('model.safetensors: HTTP 503; trying again\n');
    expectPulled(NEEDED, COMMIT);
  });
});

describe('a checksum that is wrong', () => {
  it.each(['model.safetensors', 'tokenizer.json'])(
    'is named, and only the damaged bytes are removed: %s',
    async (name) => {
      const right = NEEDED[name]!;
      const wrong = right.map((byte) => byte ^ 1);
      hub.faults[name] = { isCorrupt: true };
      const isLarge = name === 'model.safetensors';
      const [seen, expected] = isLarge
        ? [sha256(Buffer.from(wrong)), sha256(right)]
        : [gitSha1(Buffer.from(wrong)), gitSha1(right)];
      await expectRefusal(
        {},
        'PULL_CHECKSUM',
        `${name} arrived damaged: its ${isLarge ? 'SHA-256' : 'git SHA-1'} is ${seen}, expected ${expected}; it was removed, and nothing else was touched`,
      );
      expect(readFileSync(join(folder, 'config.json'))).toEqual(NEEDED['config.json']);
      for (const absent of [name, `${name}.part`, 'pulled.json']) expect(existsSync(join(folder, absent))).toBe(false);
      delete hub.faults[name];
      await pull();
      expectPulled(NEEDED, COMMIT);
    },
  );

  it('leaves the good file of an earlier commit in its place', async () => {
    await pull();
    hub.revisions['main'] = NEXT_COMMIT;
    hub.faults['model.safetensors'] = { isCorrupt: true };
    await expectRefusal({}, 'PULL_CHECKSUM', 'model.safetensors arrived damaged');
    expect(readFileSync(join(folder, 'model.safetensors')).equals(WEIGHTS)).toBe(true);
    delete hub.faults['model.safetensors'];
    await pull();
    expectPulled(NEXT_FILES, NEXT_COMMIT);
  });

  it('is found where the damage is in an earlier part', async () => {
    hub.faults['model.safetensors'] = { status: 403 };
    await expectRefusal({}, 'PULL_DENIED', '');
    writeFileSync(part(), bytes(1000, 9));
    delete hub.faults['model.safetensors'];
    await expectRefusal({}, 'PULL_CHECKSUM', 'model.safetensors arrived damaged');
    await pull();
    expectPulled(NEEDED, COMMIT);
  });
});

describe('a pull is refused', () => {
  it('without a server', async () => {
    await hub.close();
    await expectRefusal({}, 'PULL_OFFLINE', `could not reach the hub at ${hub.url}: connect ECONNREFUSED 127.0.0.1:`);
    expect(existsSync(folder)).toBe(false);
  });

  it('of a repository that is not there, or not for everybody', async () => {
    hub.answer = { status: 401, body: '{"error":"Repository not found"}', type: 'application/json' };
    await expectRefusal({}, 'PULL_DENIED', `the hub has no model ${REPO}, or does not give it to everybody (HTTP 401)`);
    hub.answer = { status: 404, body: 'nothing' };
    await expectRefusal({ revision: 'v1' }, 'PULL_NOT_FOUND', `the hub has no model ${REPO} (HTTP 404)`);
    hub.answer = { status: 500, body: 'oh' };
    await expectRefusal({}, 'PULL_HTTP', 'the hub answered HTTP 500');
    expect(existsSync(folder)).toBe(false);
  });

  it('of a revision that is not there', async () => {
    await expectRefusal(
      { revision: 'v9' },
      'PULL_NOT_FOUND',
      `${REPO} has no revision "v9"; expected a branch, tag, commit`,
    );
  });

  it('from something that is no hub', async () => {
    hub.answer = { status: 200, body: '<html>Please log in' };
    await expectRefusal({}, 'PULL_ANSWER', `${hub.url} gave no model ${REPO}: Unexpected token`);
    hub.answer = { status: 200, body: '{}', type: 'application/json' };
    await expectRefusal({}, 'PULL_ANSWER', `${hub.url} named no commit; expected the answers of the Hugging Face hub`);
  });

  it('of a file that the hub lists but does not have', async () => {
    hub.faults['model.safetensors'] = { status: 404 };
    await expectRefusal({}, 'PULL_NOT_FOUND', 'the hub has no model.safetensors (HTTP 404)');
  });

  it('of what is no CLIP model that can be read', async () => {
    hub.commits[COMMIT] = {
      'config.json': NEEDED['config.json']!,
      'pytorch_model.bin': WEIGHTS,
      'tf_model.h5': WEIGHTS,
    };
    await expectRefusal(
      {},
      'PULL_NO_MODEL',
      `${REPO} at main (commit aaaaaaaaaaaa) has no model.safetensors, only pytorch_model.bin, tf_model.h5; expected`,
    );
    hub.commits[COMMIT] = { 'model.safetensors': WEIGHTS };
    await expectRefusal({}, 'PULL_NO_MODEL', 'has no config.json');
    expect(existsSync(folder)).toBe(false);
  });

  it('into a folder where the files of others are', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'README.md'), 'my own');
    await expectRefusal(
      {},
      'PULL_CONFLICT',
      `${join(folder, 'README.md')} is there already, but is not the file of the model and was not pulled`,
    );
    expect(readdirSync(folder)).toEqual(['README.md']);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('my own');
    expect(hub.downloads).toEqual([]);
  });

  it('into a file', async () => {
    mkdirSync(join(cwd, 'models'));
    writeFileSync(folder, 'a file');
    await expectRefusal({}, 'PULL_DISK', `could not use ${folder}: EEXIST`);
    folder = join(folder, 'below');
    await expectRefusal({}, 'PULL_DISK', `could not use ${folder}: ENOTDIR`);
  });

  it('where the disk is too small', async () => {
    hub.claimedBytes['model.safetensors'] = 9e15;
    await expectRefusal({}, 'PULL_SPACE', `${folder} needs 9000.0 TB, but its disk has `);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('where more arrives than was announced', async () => {
    hub.claimedBytes['model.safetensors'] = 299_999;
    await expectRefusal({}, 'PULL_INTERRUPTED', 'more than 299999 bytes arrived');
  });

  it('while another is at work', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'pulled.lock'), currentOwner());
    const error: unknown = await pull().catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'PULL_BUSY',
      message: expect.stringContaining(`another pull is at work in ${folder}`),
    });
    expect(existsSync(join(folder, 'pulled.lock'))).toBe(true);
    expect(hub.downloads).toEqual([]);
  });
});

/** Starts `shotbench model pull` as a process of its own. */
const start = (args: readonly string[]) => startCommand(['model', 'pull', ...args], cwd);

describe('shotbench model pull', { timeout: 120_000 }, () => {
  it('that is killed half-way goes on from there', async () => {
    hub.faults['model.safetensors'] = { stallAfter: 150_000, times: 1 };
    const { child, ended } = start([REPO, '--endpoint', hub.url]);
    folder = join(cwd, 'models', 'clip-tiny');
    while (!existsSync(part()) || statSync(part()).size < 150_000) await sleep(20);
    child.kill('SIGKILL');
    expect((await ended).code).toBe(null);
    expect(existsSync(join(folder, 'pulled.lock'))).toBe(true);
    expect(existsSync(join(folder, 'model.safetensors'))).toBe(false);

    hub.downloads.length = 0;
    const { code, stdout, stderr } = await start([REPO, '--endpoint', hub.url]).ended;
    expect(stderr).toBe('model.safetensors: 300.0 kB, going on from 150.0 kB\n');
    expect(stdout).toBe(
      `${join('models', 'clip-tiny')}: ${REPO} at commit aaaaaaaaaaaa, 8 files of 320.1 kB, verified, 1 fetched\n`,
    );
    expect(code).toBe(0);
    expect(hub.downloads).toEqual([{ name: 'model.safetensors', range: 'bytes=150000-' }]);
    expectPulled(NEEDED, COMMIT);
  });

  it('says in one line that there is no server', async () => {
    await hub.close();
    const { code, stdout, stderr } = await start([REPO, '--endpoint', hub.url]).ended;
    expect(stderr).toMatch(/^shotbench: error: could not reach the hub at [^\n]*ECONNREFUSED[^\n]*\n$/);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('takes a folder and a revision, and ends at once', async () => {
    hub.revisions['v2'] = NEXT_COMMIT;
    const began = performance.now();
    const { code, stdout } = await start([`${REPO}@v2`, '--into', 'here', '--endpoint', `${hub.url}/`]).ended;
    expect(stdout).toMatch(/^here: made-up\/clip-tiny at commit bbbbbbbbbbbb, 8 files of .*, verified, 8 fetched\n$/);
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(60_000);
    folder = join(cwd, 'here');
    expectPulled(NEXT_FILES, NEXT_COMMIT, 'v2');
  });

  it.each<[string, string[], RegExp]>([
    ['no model', ['ViT-B-99'], /"ViT-B-99" is no model; expected one of ViT-B\/32, /],
    ['no URL', [REPO, '--endpoint', 'mirror'], /--endpoint is "mirror"; expected a URL/],
  ])('says in one line: %s', async (_, args, words) => {
    const { code, stdout, stderr } = await start(args).ended;
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/^shotbench: error: [^\n]*\n$/);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

describe('the name of a model', () => {
  it.each([
    ['ViT-B/16', 'openai/clip-vit-base-patch16', 'main', 'models/ViT-B-16'],
    ['vit-b/32', 'openai/clip-vit-base-patch32', 'refs/pr/15', 'models/ViT-B-32'],
    ['ViT-L/14@abc', 'openai/clip-vit-large-patch14', 'abc', 'models/ViT-L-14'],
    ['some.one/a_model-1.5', 'some.one/a_model-1.5', 'main', 'models/a_model-1.5'],
    ['a/b@refs/pr/3', 'a/b', 'refs/pr/3', 'models/b'],
  ])('%s', (text, repo, revision, path) => {
    expect(parseModelReference(text)).toEqual({ repo, revision, folder: join(...path.split('/')) });
  });

  it.each([
    '',
    'a',
    'a/',
    '/b',
    'a/b/c',
    'a/..',
    '../b',
    'a/b@',
    'a/b@-x',
    'a/b@x y',
    'a b/c',
    'a/b\n',
    'https://a/b',
    'a/-',
  ])('is not %j', (text) => {
    expect(errorOf(() => parseModelReference(text))).toMatchObject({
      code: 'PULL_NAME',
      message: expect.stringContaining('expected one of ViT-B/32, ViT-B/16, ViT-L/14, or a repository owner/name'),
    });
  });
});

describe('progress', () => {
  it('is a line that changes on a terminal, and a line now and then elsewhere', () => {
    let now = 0;
    let text = '';
    const run = (isTTY: boolean): string => {
      [now, text] = [0, ''];
      const reporter = new PullReporter({ isTTY, columns: 100, write: (more) => (text += more) }, () => now);
      reporter.start(600e6, 100e6);
      reporter.fileStarted('model.safetensors', 600e6, 100e6);
      for (; now < 11_000; now += 50) reporter.bytes(0.5e6);
      reporter.end();
      return text;
    };
    expect(run(false).split('\n')).toEqual([
      'model.safetensors: 600.0 MB, going on from 100.0 MB',
      'model.safetensors: 200.5 MB of 600.0 MB in all, 10.1 MB/s, about 40 s left',
      '',
    ]);
    const lines = run(true).split('\r\u001b[K');
    expect(lines[2]).toBe('model.safetensors: 101.5 MB of 600.0 MB in all, 15.0 MB/s, about 34 s left');
    expect(lines).toHaveLength(112);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [605_157_884, '605.2 MB'],
    [1.71e9, '1.7 GB'],
  ])('says %d bytes', (count, text) => {
    expect(formatBytes(count)).toBe(text);
  });
});
