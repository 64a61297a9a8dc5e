import type { Asked } from './asked.ts';

/** What the results file held at one moment, as something that answers. */
export interface Edition {
  /** Equal versions mean equal answers. */
  readonly version: string;
  /** The text of an answer. @throws what the view throws. */
  answer(asked: Asked): Promise<string>;
}

/** The editions of one results file, of which the newest complete one answers. */
export interface Editions {
  /** The version of the edition that answers now. Looks whether the file has changed. @throws if the file cannot be read. */
  version(): string;
  /** The edition that answers now. @throws if the file cannot be read. */
  current(): Promise<Edition>;
  close(): Promise<void>;
}
