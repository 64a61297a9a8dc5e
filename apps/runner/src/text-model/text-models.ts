import { type ClipModel, loadModel, loadTokenizer, type PreprocessConfig } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSetInfo } from '@shotbench/feature-cache';
import type { TextModel } from '@shotbench/few-shot';
import { PICTO_FOLDER } from '@shotbench/picto';

import { preprocessingOf } from '../model-source/preprocessing.ts';
import { checkTextModel } from './check-text-model.ts';

/** What the built-in model's feature sets call their backbone. */
const BUILT_IN_BACKBONE = 'picto';

/** The text models of one run; each model is read once, and only when it is asked for. */
export class TextModels {
  readonly #path: string | undefined;
  readonly #loaded = new Map<string, ClipModel>();

  /** @param path of the model of all sets but those of the built-in one; without it these have none. */
  constructor(path: string | undefined) {
    this.#path = path;
  }

  /** Whether there is a model to look for the set's text encoder in. */
  isAtHand(set: Pick<FeatureSetInfo, 'backbone'>): boolean {
    return this.#pathOf(set) !== undefined;
  }

  /** Names the model that was given by its weights; undefined where none was. */
  async hashOfGiven(): Promise<string | undefined> {
    return this.#path === undefined ? undefined : await this.#read(this.#path).hash();
  }

  /**
   * The model of a set; undefined where there is none.
   * @throws ShotbenchError `MODEL_MISMATCH` for a model that has not made its set's features; what `loadModel` and `loadTokenizer` throw.
   */
  async of(set: FeatureSetInfo): Promise<TextModel | undefined> {
    const path = this.#pathOf(set);
    return path === undefined ? undefined : await this.#open(path, set);
  }

  /**
   * The models of the sets by name; those that have none are left out.
   * @throws as {@link of}
   */
  async load(sets: readonly FeatureSetInfo[]): Promise<ReadonlyMap<string, TextModel>> {
    const models = new Map<string, TextModel>();
    for (const set of sets) {
      const model = await this.of(set);
      if (model) models.set(set.name, model);
    }
    return models;
  }

  /**
   * What images have to go through before the model of a set encodes them.
   * @throws ShotbenchError `MODEL_ABSENT` where there is none, and what `loadModel` throws.
   */
  preprocessing({ name, backbone }: Pick<FeatureSetInfo, 'name' | 'backbone'>): PreprocessConfig {
    const path = this.#pathOf({ backbone });
    if (path === undefined) {
      throw new ShotbenchError(
        'MODEL_ABSENT',
        `the model of feature set "${name}" (${backbone}) is not at hand; give it with --model`,
      );
    }
    const { folder, config } = this.#read(path);
    return preprocessingOf(folder, config.vision.imageSize);
  }

  #pathOf({ backbone }: Pick<FeatureSetInfo, 'backbone'>): string | undefined {
    return backbone === BUILT_IN_BACKBONE ? PICTO_FOLDER : this.#path;
  }

  #read(path: string): ClipModel {
    const model = this.#loaded.get(path) ?? loadModel(path);
    this.#loaded.set(path, model);
    return model;
  }

  async #open(path: string, set: FeatureSetInfo): Promise<TextModel> {
    const model = this.#read(path);
    await checkTextModel(model, set);
    const { config, weights, folder } = model;
    return {
      ...{ config, weights, backbone: set.backbone },
      tokenizer: loadTokenizer(folder, { vocabSize: config.text.vocabSize }),
    };
  }
}
