import type { FeatureCache, FeatureSet } from '@shotbench/feature-cache';
import type { FitProgress, TextModel } from '@shotbench/few-shot';

import { SetImages } from '../../images/set-images.ts';
import { TextModels } from '../../text-model/text-models.ts';
import { checkImages } from '../check-images.ts';
import { describeFailure, isTransient } from '../failure.ts';
import { NoteLog } from '../note-log.ts';
import type { CellImages } from '../cell-images.ts';
import { needsModel } from '../needs-model.ts';
import type { PlannedCell } from '../plan.ts';
import { runCell } from '../run-cell.ts';
import type { CellReport, CellRunner } from './cell-runner.ts';

export interface LocalRunnerOptions {
  readonly cache: FeatureCache;
  /** For cells whose methods learn through an encoder. Default: the built-in one. */
  readonly textModels?: TextModels;
  /** For cells whose methods tune inside the image encoder. Default: none. */
  readonly images?: SetImages;
  /** See `RunCellOptions`. */
  readonly save?: string | undefined;
  /** See `RunCellOptions`. */
  readonly checkpoints?: string | undefined;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** Runs cells in this process, with its last feature set and its text models open. */
export class LocalRunner implements CellRunner {
  readonly #options: LocalRunnerOptions;
  readonly #textModels: TextModels;
  /** The last ones alone: cells of a set follow one another, and sets are large. */
  #set: FeatureSet | undefined;
  #textModel: TextModel | undefined;
  #areImagesChecked = false;

  constructor(options: LocalRunnerOptions) {
    this.#options = options;
    this.#textModels = options.textModels ?? new TextModels(undefined);
  }

  async run(cell: PlannedCell, onProgress: (progress: FitProgress) => void): Promise<CellReport> {
    const { cache, save, checkpoints, threads, signal } = this.#options;
    const { needs } = cell.method;
    const log = new NoteLog(() => performance.now());
    try {
      const set = this.#open(cell.identity.dataset);
      const { result, images, predictions } = await runCell(cell, {
        ...{ set, save, checkpoints, threads, signal },
        openTarget: (name) => cache.open(name),
        textModel: needsModel(cell.method) ? await this.#textModelOf(set) : undefined,
        cellImages: needs.includes('image-encoder') ? await this.#imagesOf(set, cell) : undefined,
        onProgress(progress) {
          log.add(progress.note);
          onProgress(progress);
        },
      });
      return { kind: 'done', result, evidence: { images, predictions, log: log.text() } };
    } catch (error) {
      return { kind: 'failed', error: describeFailure(error, log.text()), isTransient: isTransient(error) };
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #open(name: string): FeatureSet {
    if (this.#set?.name !== name) {
      this.#set = this.#options.cache.open(name);
      this.#textModel = undefined;
      this.#areImagesChecked = false;
    }
    return this.#set;
  }

  async #imagesOf(set: FeatureSet, { identity }: PlannedCell): Promise<CellImages> {
    const { images = new SetImages(new Map(), ''), threads } = this.#options;
    const cellImages = { images, preprocessing: this.#textModels.preprocessing(set) };
    const model = await this.#textModelOf(set);
    if (model && !this.#areImagesChecked) await checkImages(set, identity, { model, cellImages, threads });
    this.#areImagesChecked = true;
    return cellImages;
  }

  async #textModelOf(set: FeatureSet): Promise<TextModel | undefined> {
    this.#textModel ??= await this.#textModels.of(set);
    return this.#textModel;
  }
}
