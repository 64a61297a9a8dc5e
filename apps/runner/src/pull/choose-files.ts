import { ShotbenchError } from '@shotbench/errors';

import type { RemoteFile } from './remote-file.ts';

const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';
const SHARD = /^model-\d{5}-of-\d{5}\.safetensors$/;

/** What a CLIP model is read from besides its weights, and who made it under which terms. */
const OTHERS = new Set([
  'config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'vocab.json',
  'merges.txt',
  'bpe_simple_vocab_16e6.txt',
  'bpe_simple_vocab_16e6.txt.gz',
  'README.md',
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
]);

/**
 * The files of a repository that are needed, the small ones first.
 * @param where Repository and revision, for messages.
 * @throws ShotbenchError `PULL_NO_MODEL` if there is no configuration or no weights that can be read.
 */
export function chooseFiles(files: readonly RemoteFile[], where: string): RemoteFile[] {
  const names = new Set(files.map(({ name }) => name));
  if (!names.has('config.json')) {
    throw new ShotbenchError(
      'PULL_NO_MODEL',
      `${where} has no config.json; expected a CLIP model in Hugging Face's form`,
    );
  }
  const isWeights = weightsOf(names);
  if (isWeights === undefined) {
    const others = [...names].filter((name) => /\.(bin|h5|msgpack|pt|ckpt|onnx|safetensors)$/.test(name));
    const has = others.length === 0 ? 'and no other weights' : `only ${others.join(', ')}`;
    throw new ShotbenchError(
      'PULL_NO_MODEL',
      `${where} has no ${WEIGHTS}, ${has}; expected weights as safetensors; look in its pull requests on the hub for converted ones, which OWNER/NAME@refs/pr/NUMBER pulls`,
    );
  }
  return files
    .filter(({ name }) => OTHERS.has(name) || isWeights(name))
    .sort((a, b) => a.bytes - b.bytes || (a.name < b.name ? -1 : 1));
}

function weightsOf(names: ReadonlySet<string>): ((name: string) => boolean) | undefined {
  if (names.has(WEIGHTS)) return (name) => name === WEIGHTS;
  const hasShards = [...names].some((name) => SHARD.test(name));
  return names.has(INDEX) && hasShards ? (name) => name === INDEX || SHARD.test(name) : undefined;
}
