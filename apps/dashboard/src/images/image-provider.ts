/** Where the pictures of test images are to be had, by dataset. */
export interface ImageProvider {
  /** The datasets that there are pictures of, without a look at any of them. */
  readonly datasets: readonly string[];
  /**
   * The file of an image; undefined where there is none.
   * @param dataset the name that runs give it, not a label such as `pets@1234abcd`.
   * @param id as the test sets of runs have it.
   */
  imageOf(dataset: string, id: string): Promise<Uint8Array | undefined>;
}

/** The first of several providers that has a dataset answers for it. */
export function firstOf(providers: readonly ImageProvider[]): ImageProvider {
  return {
    datasets: [...new Set(providers.flatMap(({ datasets }) => datasets))],
    imageOf: async (dataset, id) => providers.find(({ datasets }) => datasets.includes(dataset))?.imageOf(dataset, id),
  };
}
