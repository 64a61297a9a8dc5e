import { join } from 'node:path';

import { type ImageReader, imageReader, type PreprocessConfig } from '@shotbench/clip';
import { ShotbenchError } from '@shotbench/errors';
import type { FeatureSetInfo } from '@shotbench/feature-cache';

import { openDatasetOrBuiltIn } from '../built-in/built-in-dataset.ts';
import { builtInSetOf } from '../built-in/built-in-set-of.ts';
import type { ImageFolders } from './image-folders.ts';

/** Where the images of feature sets are, for methods that tune inside the image encoder. */
export class SetImages {
  readonly #given: ImageFolders;
  readonly #cache: string;
  readonly #folders = new Map<string, Promise<string>>();

  /**
   * @param given folders that the ids of a set's images are paths in.
   * @param cache the folder of the feature cache, beside which built-in datasets are drawn.
   */
  constructor(given: ImageFolders, cache: string) {
    this.#given = given;
    this.#cache = cache;
  }

  /** Whether the images of the set can be had. */
  isAtHand({ name }: Pick<FeatureSetInfo, 'name'>): boolean {
    return this.#given.has(name) || builtInSetOf(name)?.isPixels === false;
  }

  /**
   * The images of a set with these ids, in their order.
   * @throws ShotbenchError `IMAGES_ABSENT` for a set whose images are not at hand, and what drawing a built-in dataset throws.
   */
  async open(name: string, ids: readonly string[], config: PreprocessConfig): Promise<ImageReader> {
    const folder = await this.#folderOf(name);
    return imageReader({ config, files: ids.map((id) => join(folder, id)) });
  }

  #folderOf(name: string): Promise<string> {
    const known = this.#folders.get(name) ?? this.#find(name);
    this.#folders.set(name, known);
    return known;
  }

  async #find(name: string): Promise<string> {
    const given = this.#given.get(name);
    if (given !== undefined) return given;
    const builtIn = builtInSetOf(name);
    if (builtIn && !builtIn.isPixels) {
      return (await openDatasetOrBuiltIn({ dataset: builtIn.dataset }, this.#cache)).dataset.images;
    }
    throw new ShotbenchError(
      'IMAGES_ABSENT',
      `the images of feature set "${name}" are not at hand; expected the folder that they were extracted from; give it with --images ${name}=FOLDER`,
    );
  }
}
