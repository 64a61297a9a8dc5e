import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { bytesOf } from '@shotbench/array-files';
import { canonicalJson, hashJson, type JsonValue, sha256 } from '@shotbench/content-hash';
import { oneLine, ShotbenchError } from '@shotbench/errors';

import { writeDurably } from './staging.ts';

const CHUNK = /^(\d{6})-([0-9a-f]{64})\.f16$/;

/**
 * What an extraction has made so far, chunk by chunk, under `partial/` and the hash of its recipe. Each chunk is written aside and renamed
 * with its SHA-256 in its name, so a killed extraction leaves whole chunks only, and the next one goes on from them.
 */
export class PartialFeatures {
  readonly #folder: string;
  readonly #recipe: JsonValue;

  constructor(root: string, recipe: JsonValue) {
    this.#folder = join(root, 'partial', hashJson(recipe));
    this.#recipe = recipe;
  }

  /** Numbers of the chunks that are there and whole; damaged ones are removed. */
  finished(): ReadonlySet<number> {
    const finished = new Set<number>();
    for (const [chunk, name] of this.#chunks()) {
      if (this.#read(name) === undefined) rmSync(join(this.#folder, name));
      else finished.add(chunk);
    }
    return finished;
  }

  /** @throws ShotbenchError `FEATURES_WRITE` */
  write(chunk: number, features: Uint16Array): void {
    const bytes = bytesOf(features);
    const name = `${String(chunk).padStart(6, '0')}-${sha256(bytes)}.f16`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      const recipe = join(this.#folder, 'recipe.json');
      if (!existsSync(recipe)) replaceDurably(recipe, canonicalJson(this.#recipe));
      replaceDurably(join(this.#folder, name), bytes);
    } catch (error) {
      throw new ShotbenchError(
        'FEATURES_WRITE',
        `could not write to ${this.#folder}: ${oneLine(error)}; expected a folder that can be written, on a disk with room; make room and run it again to go on`,
        { cause: error },
      );
    }
  }

  /**
   * Chunks 0 … count − 1 one after the other.
   * @throws ShotbenchError `FEATURES_DAMAGED` if one is missing or not as it was written.
   */
  readAll(count: number): Uint16Array {
    const names = new Map(this.#chunks());
    const parts = Array.from({ length: count }, (_, chunk) => {
      const name = names.get(chunk);
      const part = name === undefined ? undefined : this.#read(name);
      if (part !== undefined) return part;
      throw new ShotbenchError(
        'FEATURES_DAMAGED',
        `chunk ${chunk} of ${this.#folder} is missing or damaged; expected what was written; run the extraction again`,
      );
    });
    const features = new Uint16Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      features.set(part, at);
      at += part.length;
    }
    return features;
  }

  /** Removes all of it, once the features are in the store. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #chunks(): [number, string][] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).flatMap((name): [number, string][] => {
      const match = CHUNK.exec(name);
      return match ? [[Number(match[1]), name]] : [];
    });
  }

  /** A chunk's features, or undefined if its bytes do not have the digest in its name. */
  #read(name: string): Uint16Array | undefined {
    const bytes = new Uint8Array(readFileSync(join(this.#folder, name)));
    return sha256(bytes) === CHUNK.exec(name)?.[2] ? new Uint16Array(bytes.buffer) : undefined;
  }
}

function replaceDurably(path: string, data: Uint8Array | string): void {
  const aside = `${path}.${process.pid}`;
  rmSync(aside, { force: true });
  try {
    writeDurably(aside, data);
    renameSync(aside, path);
  } catch (error) {
    // What is half written would take the room that is wanting.
    rmSync(aside, { force: true });
    throw error;
  }
}
