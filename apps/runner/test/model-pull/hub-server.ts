import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/** What is wrong with how a file is served. */
export interface Fault {
  /** Break the connection after so many bytes of each answer. */
  readonly cutAfter?: number;
  /** Send no more after so many bytes of each answer, and leave the connection open. */
  readonly stallAfter?: number;
  /** Send other bytes of the same number. */
  readonly isCorrupt?: boolean;
  /** Send the whole file whatever range is asked for. */
  readonly ignoresRanges?: boolean;
  /** Refuse with this status. */
  readonly status?: number;
  /** How many downloads of the file it concerns; without it, all. */
  times?: number;
}

/** The files of one commit; those that end in .safetensors are large ones (LFS). */
export type Repository = Readonly<Record<string, Buffer>>;

export const REPO = 'made-up/clip-tiny';

export function gitSha1(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A server that answers as the Hugging Face hub does for one repository, as far as a download goes. */
export class HubServer {
  /** URL for --endpoint. */
  readonly url: string;
  /** Branches and the like, and the commits they stand for. */
  readonly revisions: Record<string, string> = {};
  readonly commits: Record<string, Repository> = {};
  readonly faults: Record<string, Fault> = {};
  /** Downloads of content: name and the range that was asked for. */
  readonly downloads: { name: string; range: string | undefined }[] = [];
  /** Sizes to report instead of the right ones. */
  readonly claimedBytes: Record<string, number> = {};
  /** Everything that was asked. */
  readonly requests: string[] = [];
  /** Answers to all questions with this status, or with this body, when set. */
  answer: { status: number; body: string; type?: string } | undefined;

  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Listens on a free port until the test ends. */
  static async start(): Promise<HubServer> {
    const server = createServer((request, response) => hub.#serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const hub = new HubServer(server);
    onTestFinished(() => hub.close());
    return hub;
  }

  /** Goes away, whatever is under way. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const isClosed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await isClosed;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', this.url);
    this.requests.push(pathname);
    if (this.answer !== undefined) {
      response.writeHead(this.answer.status, { 'Content-Type': this.answer.type ?? 'text/html' }).end(this.answer.body);
      return;
    }
    const parts = pathname.split('/').slice(1).map(decodeURIComponent);
    if (pathname.startsWith(`/api/models/${REPO}/revision/`)) this.#revision(parts[5]!, response);
    else if (pathname.startsWith(`/api/models/${REPO}/tree/`)) this.#tree(parts[5]!, request, response);
    else if (pathname.startsWith(`/${REPO}/resolve/`)) this.#resolve(parts[3]!, parts[4]!, request, response);
    else if (pathname.startsWith('/content/')) this.#content(parts[1]!, parts[2]!, request, response);
    else json(response, 401, { error: 'Repository not found' });
  }

  #revision(revision: string, response: ServerResponse): void {
    const sha = this.revisions[revision] ?? (revision in this.commits ? revision : undefined);
    if (sha === undefined) json(response, 404, { error: `Invalid rev id: ${revision}` });
    else json(response, 200, { _id: '1', id: REPO, private: false, gated: false, downloads: 0, likes: 0, sha });
  }

  /** In pages of four, as the hub pages long lists. */
  #tree(commit: string, request: IncomingMessage, response: ServerResponse): void {
    const page = Number(new URL(request.url!, this.url).searchParams.get('page') ?? 0);
    const entries = Object.entries(this.commits[commit] ?? {}).map(([path, content]) => {
      const pointer = Buffer.from(`pointer to ${path}`);
      const bytes = this.claimedBytes[path] ?? content.length;
      return path.endsWith('.safetensors')
        ? {
            type: 'file',
            path,
            size: bytes,
            oid: gitSha1(pointer),
            lfs: { oid: sha256(content), size: bytes, pointerSize: 130 },
            xetHash: sha256(pointer),
          }
        : { type: 'file', path, size: content.length, oid: gitSha1(content) };
    });
    const all = [{ type: 'directory', path: 'onnx', size: 0, oid: '0'.repeat(40) }, ...entries];
    if (all.length > 4 * page + 4) {
      const next = `${this.url}/api/models/${REPO}/tree/${commit}?page=${page + 1}`;
      response.setHeader('Link', `<${next}>; rel="next"`);
    }
    json(response, 200, all.slice(4 * page, 4 * page + 4));
  }

  /** Small files are sent; large ones lie elsewhere, and are described on demand, as Xet's are. */
  #resolve(commit: string, name: string, request: IncomingMessage, response: ServerResponse): void {
    const content = this.commits[commit]?.[name];
    if (content === undefined) {
      response.setHeader('X-Error-Code', 'EntryNotFound');
      json(response, 404, { error: 'Entry not found' });
    } else if (!name.endsWith('.safetensors')) {
      this.#content(commit, name, request, response);
    } else if (request.headers.accept?.includes('application/vnd.xet-fileinfo+json')) {
      const link = `<${this.url}/xet>; rel="xet-auth", <${this.url}/xet>; rel="xet-reconstruction-info"`;
      response.writeHead(200, {
        'Content-Type': 'application/vnd.xet-fileinfo+json',
        'X-Linked-Size': content.length,
        'X-Linked-ETag': `"${sha256(content)}"`,
        'X-Xet-Hash': sha256(Buffer.from(name)),
        Link: link,
      });
      response.end('{}');
    } else {
      response.writeHead(302, { Location: `${this.url}/content/${commit}/${name}` }).end();
    }
  }

  #content(commit: string, name: string, request: IncomingMessage, response: ServerResponse): void {
    const { range } = request.headers;
    const content = this.commits[commit]![name]!;
    // The client asks for one byte to learn the size.
    const isProbe = range === 'bytes=0-0';
    const fault = isProbe ? undefined : this.#faultOf(name);
    if (!isProbe) this.downloads.push({ name, range });
    if (fault?.status !== undefined) {
      json(response, fault.status, { error: 'no' });
      return;
    }
    const bytes = fault?.isCorrupt ? content.map((byte) => byte ^ 1) : content;
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const isRange = from !== undefined && !fault?.ignoresRanges;
    const [begin, end] = isRange ? [Number(from), to ? Number(to) + 1 : bytes.length] : [0, bytes.length];
    response.writeHead(isRange ? 206 : 200, {
      'Content-Length': end - begin,
      ETag: `"${sha256(content)}"`,
      ...(isRange && { 'Content-Range': `bytes ${begin}-${end - 1}/${bytes.length}` }),
    });
    const limit = fault?.cutAfter ?? fault?.stallAfter;
    if (limit === undefined) response.end(bytes.subarray(begin, end));
    else {
      response.write(bytes.subarray(begin, Math.min(end, begin + limit)), () => {
        if (fault?.cutAfter !== undefined) setTimeout(() => response.destroy(), 50);
      });
    }
  }

  #faultOf(name: string): Fault | undefined {
    const fault = this.faults[name];
    if (fault?.times === undefined) return fault;
    return fault.times-- > 0 ? fault : undefined;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
