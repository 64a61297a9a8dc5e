import { basename, join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';

/** A model on the hub. */
export interface ModelReference {
  /** owner/name. */
  readonly repo: string;
  /** Branch, tag, pull request (`refs/pr/1`) or commit. */
  readonly revision: string;
  /** Where it goes unless the user says otherwise. */
  readonly folder: string;
}

/**
 * OpenAI's models under the names that OpenAI gave them. Hugging Face holds them with weights in safetensors, that of ViT-B/32
 * not on its main branch but in a pull request by Hugging Face's own converter (seen used by others; not tried).
 */
const KNOWN_MODELS: Readonly<Record<string, Pick<ModelReference, 'repo' | 'revision'>>> = {
  'ViT-B/32': { repo: 'openai/clip-vit-base-patch32', revision: 'refs/pr/15' },
  'ViT-B/16': { repo: 'openai/clip-vit-base-patch16', revision: 'main' },
  'ViT-L/14': { repo: 'openai/clip-vit-large-patch14', revision: 'main' },
};

export const KNOWN_MODEL_NAMES = Object.keys(KNOWN_MODELS);

/** Names as the hub allows them: letters, digits and -_. inside. */
const REPOSITORY = /^[A-Za-z0-9](?:[\w.-]*\w)?\/[A-Za-z0-9_](?:[\w.-]*\w)?$/;

/**
 * Reads NAME, NAME@REVISION, OWNER/NAME or OWNER/NAME@REVISION.
 * @throws ShotbenchError `PULL_NAME`
 */
export function parseModelReference(text: string): ModelReference {
  const at = text.indexOf('@');
  const [name, revision] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const known = Object.entries(KNOWN_MODELS).find(([knownName]) => knownName.toLowerCase() === name.toLowerCase());
  const isRepository = REPOSITORY.test(name) && !name.includes('..');
  if ((known === undefined && !isRepository) || (revision !== undefined && !/^[\w][\w./-]*$/.test(revision))) {
    throw new ShotbenchError(
      'PULL_NAME',
      `"${text}" is no model; expected one of ${KNOWN_MODEL_NAMES.join(', ')}, or a repository owner/name; @revision may follow`,
    );
  }
  if (known === undefined) return { repo: name, revision: revision ?? 'main', folder: join('models', basename(name)) };
  const [knownName, model] = known;
  return { ...model, ...(revision !== undefined && { revision }), folder: join('models', knownName.replace('/', '-')) };
}
