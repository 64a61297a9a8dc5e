import type { Database, Statement, Transaction } from 'better-sqlite3';

/** The statements of one connection, each compiled once, which takes as long as running most of them. */
export class Statements {
  readonly #db: Database;
  readonly #compiled = new Map<string, Statement>();
  readonly #transaction: Transaction<(work: () => unknown) => unknown>;

  constructor(db: Database) {
    this.#db = db;
    this.#transaction = db.transaction((work: () => unknown) => work());
  }

  /** Runs a statement and returns how many rows it changed. */
  run(sql: string, parameters: object): number {
    return this.#of(sql).run(parameters).changes;
  }

  one<T>(sql: string, parameters: object): T | undefined {
    return this.#of(sql).get(parameters) as T | undefined;
  }

  all<T>(sql: string, parameters: object): T[] {
    return this.#of(sql).all(parameters) as T[];
  }

  /** Does the work under the write lock: all of it or, on an error, nothing. */
  writing<T>(work: () => T): T {
    return this.#transaction.immediate(work) as T;
  }

  /** Does the work as one, without a lock on the file before it writes there; what it reads is all of one moment. */
  together<T>(work: () => T): T {
    return this.#transaction.deferred(work) as T;
  }

  /** Runs statements that change what tables there are, and forgets the compiled ones that read them. */
  redefine(sql: string, readers: readonly string[]): void {
    this.#db.exec(sql);
    for (const reader of readers) this.#compiled.delete(reader);
  }

  #of(sql: string): Statement {
    const known = this.#compiled.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#compiled.set(sql, statement);
    return statement;
  }
}
