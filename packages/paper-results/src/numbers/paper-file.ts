import { z } from 'zod';

/** How numbers came from a paper to here: printed in a table or text, written by a program, or read off a curve by hand. */
export const SOURCE_KINDS = ['table', 'log', 'curve-read'] as const;

/** What a classifier is tested on; the kinds are those of the tracker. */
export const EVALUATIONS = ['few-shot', 'base-to-novel', 'transfer', 'shifted'] as const;

/** What a number is of, in percent. `harmonicMean` is that of base and novel. */
export const METRICS = ['accuracy', 'base', 'novel', 'harmonicMean'] as const;

/** How hyper-parameters were chosen, as the tracker has it; `unstated` where neither paper nor code says. */
export const PAPER_PROTOCOLS = ['fixed', 'few-shot-val', 'full-val', 'test-oracle', 'unstated'] as const;

const protocols = z.record(z.string(), z.enum(PAPER_PROTOCOLS));

const row = z.strictObject({
  /** As printed. */
  method: z.string().min(1),
  /** 0 where nothing was trained. */
  shots: z.int().min(0),
  metric: z.enum(METRICS).default('accuracy'),
  /** One number or `-` for each column, with the decimals that are printed. */
  values: z.string(),
  /** The printed spread over seeds, likewise. */
  spread: z.string().optional(),
  /** How far the numbers may be from the drawn ones, in points, likewise: for curves. */
  readingError: z.string().optional(),
});

const misprint = z.strictObject({
  method: z.string(),
  shots: z.int().min(0),
  metric: z.enum(METRICS).default('accuracy'),
  dataset: z.string(),
  why: z.string(),
});

const block = z.strictObject({
  /** Such as `Table 2` or the name of a log. */
  table: z.string().min(1),
  /** Where the numbers were read. */
  read: z.string().min(1),
  source: z.enum(SOURCE_KINDS),
  backbone: z.string().min(1),
  evaluation: z.enum(EVALUATIONS),
  /** Runs that a number is the mean of, where that is known. */
  seeds: z.int().positive().optional(),
  note: z.string().optional(),
  /** By method as printed; what is not listed is `unstated`. */
  protocols: protocols.default({}),
  /** By dataset, where it is another there. */
  protocolsOn: z.record(z.string(), protocols).default({}),
  /** Datasets by id, separated by spaces. */
  columns: z.string(),
  rows: z.array(row).min(1),
  /** Numbers that contradict others of the same table. They are kept as printed. */
  misprints: z.array(misprint).default([]),
});

/** The numbers that one paper, with its repository, prints: a file of `data/`. */
export const paperFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** Absent where this project has not read them. */
  authors: z.string().min(1).optional(),
  venue: z.string().min(1),
  /** Without version where none is known. */
  arxiv: z.string().optional(),
  blocks: z.array(block).min(1),
});

export type PaperFile = z.output<typeof paperFile>;
export type PaperBlock = PaperFile['blocks'][number];
export type PaperRow = PaperBlock['rows'][number];
export type Metric = (typeof METRICS)[number];
export type PaperProtocol = (typeof PAPER_PROTOCOLS)[number];
export type SourceKind = (typeof SOURCE_KINDS)[number];
export type PaperEvaluation = (typeof EVALUATIONS)[number];
