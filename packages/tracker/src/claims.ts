import { provenanceColumns } from './columns.ts';
import type { History } from './history.ts';
import type { Provenance } from './run.ts';
import * as SQL from './sql.ts';
import type { Statements } from './statements.ts';

export interface ClaimsOptions {
  readonly statements: Statements;
  readonly history: History;
  /** The clock, in whole milliseconds. */
  readonly now: () => number;
  /** See `TrackerOptions`. */
  readonly isAlive: (ownerId: string) => boolean | undefined;
  readonly leaseSeconds: number;
}

/**
 * How often a claim asks after the owners of running runs where there are others to claim: the answer takes a look at every owner's process, and
 * all writers wait for it.
 */
const GONE_EVERY_MS = 1000;

/** What one connection takes to compute, run by run. */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #statements: Statements;
  #wanted: { readonly keys: readonly string[]; next: number } | undefined;
  #provenance: StoredProvenance | undefined;
  #lookedForGoneAt = -Infinity;

  constructor(options: ClaimsOptions) {
    this.#options = options;
    this.#statements = options.statements;
  }

  /** See `Tracker.claim`. */
  next(keys: readonly string[], owner: string, provenance: Provenance): string | undefined {
    const wanted = this.#want(keys);
    const stored = this.#provenanceOf(provenance);
    const key = this.#statements.writing(() => {
      const now = this.#options.now();
      // Inside the write lock, so that a heartbeat cannot come between this judgement and the update.
      const isDue = now - this.#lookedForGoneAt >= GONE_EVERY_MS;
      if (isDue) this.#abandonGone(owner);
      let found = this.#nextClaimable(wanted.next);
      if (!found && !isDue) {
        this.#abandonGone(owner);
        found = this.#nextClaimable(wanted.next);
      }
      if (!found) return undefined;
      wanted.next = found.position + 1;
      if (!stored.isStored) this.#statements.run(SQL.STORE_PROVENANCE, stored);
      this.#statements.run(SQL.CLAIM, { key: found.key, owner, now, provenance: stored.hash });
      return found.key;
    });
    if (key !== undefined) stored.isStored = true;
    return key;
  }

  /** Fills the list of what this connection may claim, unless it is the last one. */
  #want(keys: readonly string[]): { next: number } {
    if (this.#wanted?.keys === keys) return this.#wanted;
    this.#statements.redefine(`DROP TABLE IF EXISTS temp.wanted; ${SQL.WANTED}`, [SQL.CLAIMABLE, SQL.WANT]);
    this.#statements.together(() => keys.forEach((key) => this.#statements.run(SQL.WANT, { key })));
    this.#wanted = { keys, next: 0 };
    return this.#wanted;
  }

  #nextClaimable(from: number): { position: number; key: string } | undefined {
    const after = this.#statements.one<{ position: number; key: string }>(SQL.CLAIMABLE, { from });
    return after ?? (from > 0 ? this.#statements.one(SQL.CLAIMABLE, { from: 0 }) : undefined);
  }

  /** Runs that are claimed one after the other come with the same object, whose hash is taken once. */
  #provenanceOf(provenance: Provenance): StoredProvenance {
    if (this.#provenance?.of === provenance) return this.#provenance;
    this.#provenance = { of: provenance, ...provenanceColumns(provenance), isStored: false };
    return this.#provenance;
  }

  #abandonGone(owner: string): void {
    for (const other of this.#goneOwners()) if (other !== owner) this.#abandonAllOf(other);
    this.#lookedForGoneAt = this.#options.now();
  }

  #goneOwners(): string[] {
    const { now, leaseSeconds, isAlive } = this.#options;
    const expired = now() - leaseSeconds * 1000;
    return this.#statements
      .all<{ owner: string; heartbeatAt: number }>(SQL.RUNNING_OWNERS, {})
      .filter(({ owner, heartbeatAt }) => {
        const alive = isAlive(owner);
        return alive === false || (alive === undefined && heartbeatAt < expired);
      })
      .map(({ owner }) => owner);
  }

  #abandonAllOf(owner: string): void {
    for (const { key } of this.#statements.all<{ key: string }>(SQL.RUNNING_OF, { owner })) {
      this.#statements.run(SQL.ABANDON, { key, owner });
      this.#options.history.add(key, 'abandoned', `${owner} is gone`);
    }
  }
}

interface StoredProvenance {
  readonly of: Provenance;
  readonly hash: string;
  readonly provenance: string;
  /** Whether this connection has seen it in the file. */
  isStored: boolean;
}
