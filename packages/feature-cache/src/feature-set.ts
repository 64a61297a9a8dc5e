/** Image features and their labels: N rows of D numbers. */
export interface FeatureRows {
  /** [N, D] row-major, as stored: not normalised again. */
  readonly features: Float32Array;
  /** [N], indices into the set's class names. */
  readonly labels: Int32Array;
  /** N */
  readonly count: number;
}

/** Training images, as one or several random crops of each. */
export interface TrainRows extends FeatureRows {
  /** V augmented views of the same rows, each [N, D]; absent where the set has none. */
  readonly views?: readonly Float32Array[];
}

/** Which images a draw has, in the order of its rows: their paths in the dataset. */
export interface DrawnIds {
  readonly train: readonly string[];
  readonly validation: readonly string[];
}

/** What is known of a set without opening its data. */
export interface FeatureSetInfo {
  /** The name it was imported under. */
  readonly name: string;
  /** Content hash of everything that can change a number: data, labels, class names, logit scale, backbone; not the name. */
  readonly hash: string;
  /** The encoder that made the features, as its author called it. */
  readonly backbone: string;
  /** Hash of the encoder's weights; absent where that is not known, as after an import. */
  readonly modelHash?: string;
  /** D */
  readonly featureDim: number;
  /** The factor on cosines before the softmax. */
  readonly logitScale: number;
  /** C names in order of the labels; some may be the same. */
  readonly classNames: readonly string[];
  readonly hasText: boolean;
  /** Images per class that can be had, rising. */
  readonly shots: readonly number[];
  /** Whether shots are drawn by seed from the whole splits; otherwise there is one draw of each shot count. */
  readonly drawsBySeed: boolean;
  /** Whether each draw has a test set of its own. */
  readonly testPerShots: boolean;
}

/**
 * A set as methods see it. Each call reads its arrays from disk, checks their SHA-256 and decodes them, so hold on
 * to a result that is needed again.
 */
export interface FeatureSet extends FeatureSetInfo {
  /**
   * Text features [C, D] as stored, or undefined where the set has none.
   * @throws ShotbenchError `FEATURES_DAMAGED` if the file is not as it was written; so do the other methods.
   */
  text(): Float32Array | undefined;

  /**
   * @param seed of the draw, where the set draws by seed. Default 1.
   * @throws ShotbenchError `FEATURES_SHOTS` for a shot count the set does not have.
   */
  train(shots: number, seed?: number): TrainRows;

  /** The small validation set drawn beside the training images; takes and throws what {@link train} does. */
  validation(shots: number, seed?: number): FeatureRows;

  /** The ids of the images of a draw; takes and throws what {@link train} does. Absent where the set does not know them, as after an import. */
  readonly drawnIds?: (shots: number, seed?: number) => DrawnIds;

  /** The validation split that few-shot validation sets are drawn from; absent where a set holds its draws alone. */
  readonly wholeValidation?: () => FeatureRows;

  /** The ids of the images of {@link wholeValidation}; absent where the set does not know them. */
  readonly validationIds?: () => readonly string[];

  /**
   * The test set all draws share, whatever `shots` is (0 included); where `testPerShots`, this draw's, and then it
   * throws as {@link train}.
   */
  test(shots: number): FeatureRows;

  /** The ids of the test images; absent where the set does not know them. */
  readonly testIds?: () => readonly string[];
}
