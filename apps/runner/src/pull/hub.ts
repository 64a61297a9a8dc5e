import { fileDownloadInfo, HubApiError, listFiles, modelInfo } from '@huggingface/hub';
import { oneLine, ShotbenchError } from '@shotbench/errors';
import { z } from 'zod';

import { describeNetworkError, refusal } from './describe-http-error.ts';
import type { RemoteFile } from './remote-file.ts';

/** Questions, unlike files, are answered soon or not at all. */
const ANSWER_MS = 60_000;

const entrySchema = z.object({
  type: z.string(),
  path: z.string(),
  size: z.int().nonnegative(),
  oid: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().nonnegative() }).optional(),
});
const commitSchema = z.string().regex(/^[0-9a-f]{40}$/);

/** A request that got no answer at all. */
class Unreachable extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
  }
}

/** One repository on the hub, seen through the hub's own client, which also knows where the hub is. */
export class Hub {
  readonly #repo: string;
  readonly #endpoint: string | undefined;

  /** @param endpoint URL of a mirror; without one, the client's default. */
  constructor(repo: string, endpoint: string | undefined) {
    this.#repo = repo;
    this.#endpoint = endpoint?.replace(/\/+$/, '');
  }

  /**
   * The commit that a revision stands for now.
   * @throws ShotbenchError `PULL_NOT_FOUND`, `PULL_DENIED`, `PULL_HTTP`, `PULL_OFFLINE` or `PULL_ANSWER`
   */
  async commitOf(revision: string): Promise<string> {
    const ask = (of: string): Promise<{ sha?: unknown }> =>
      this.#ask(`model ${this.#repo}`, (common) =>
        modelInfo({ ...common, name: this.#repo, revision: of, additionalFields: ['sha'] }),
      );
    try {
      return commitSchema.parse((await ask(revision)).sha);
    } catch (error) {
      if (error instanceof z.ZodError) throw this.#badAnswer('named no commit');
      if (!(error instanceof ShotbenchError) || error.code !== 'PULL_NOT_FOUND' || revision === 'main') throw error;
    }
    await ask('main'); // says so if it is the repository that is missing
    throw new ShotbenchError(
      'PULL_NOT_FOUND',
      `${this.#repo} has no revision "${revision}"; expected a branch, tag, commit, or a pull request such as refs/pr/1; leave it out for the main branch`,
    );
  }

  /** The files at the top of the repository at a commit. */
  async filesAt(commit: string): Promise<RemoteFile[]> {
    const entries = await this.#ask(`file list of ${this.#repo}`, async (common) => {
      const found: unknown[] = [];
      for await (const entry of listFiles({ ...common, repo: this.#designation(), revision: commit }))
        found.push(entry);
      return found;
    });
    const parsed = z.array(entrySchema).safeParse(entries);
    if (!parsed.success) throw this.#badAnswer('listed files in another form');
    return parsed.data
      .filter(({ type }) => type === 'file')
      .map(({ path, size, oid, lfs }) => {
        if (lfs !== undefined) return { name: path, bytes: lfs.size, sha256: lfs.oid };
        return { name: path, bytes: size, ...(oid !== undefined && { gitSha1: oid }) };
      });
  }

  /** Where a file can be fetched, in full or in ranges. */
  async urlOf(name: string, commit: string): Promise<string> {
    const info = await this.#ask(`${name} of ${this.#repo}`, (common) =>
      fileDownloadInfo({ ...common, repo: this.#designation(), path: name, revision: commit }),
    );
    if (info === null) throw refusal(404, `${name} of ${this.#repo}`);
    return info.url;
  }

  #designation(): { type: 'model'; name: string } {
    return { type: 'model', name: this.#repo };
  }

  /** Runs one question; every way in which it can fail becomes one sentence. */
  async #ask<T>(what: string, question: (common: { hubUrl?: string; fetch: typeof fetch }) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(ANSWER_MS)]);
    const hubUrl = this.#endpoint;
    try {
      return await question({
        ...(hubUrl !== undefined && { hubUrl }),
        fetch: (input, init) =>
          fetch(input, { ...init, signal }).catch((cause: unknown) => Promise.reject(new Unreachable(cause))),
      });
    } catch (error) {
      if (error instanceof HubApiError) throw refusal(error.statusCode, what);
      if (error instanceof Unreachable) {
        throw new ShotbenchError(
          'PULL_OFFLINE',
          `could not reach the hub${hubUrl === undefined ? '' : ` at ${hubUrl}`}: ${describeNetworkError(error.cause)}; check the connection, or name a mirror with --endpoint`,
          { cause: error.cause },
        );
      }
      throw this.#badAnswer(`gave no ${what}: ${oneLine(error)}`, error);
    } finally {
      // The client leaves bodies unread, which would hold connections and keep the process alive.
      abort.abort();
    }
  }

  #badAnswer(what: string, cause?: unknown): ShotbenchError {
    return new ShotbenchError(
      'PULL_ANSWER',
      `${this.#endpoint ?? 'the hub'} ${what}; expected the answers of the Hugging Face hub; check --endpoint and whether the network redirects requests`,
      { cause },
    );
  }
}
