/** Image features and their labels: N rows of D numbers. */
export interface FeatureRows {
  /** [N, D] row-major, as stored: not normalised again. */
  readonly features: Float32Array;
  /** [N], indices into the set's class names. */
  readonly labels: Int32Array;
  /** N */
  readonly count: number;
}

/** What is known of a set without opening its data. */
export interface FeatureSetInfo {
  /** The name it was imported under. */
  readonly name: string;
  /** Content hash of everything that can change a number: data, labels, class names, logit scale, backbone; not the name. */
  readonly hash: string;
  /** The encoder that made the features, as its author called it. */
  readonly backbone: string;
  /** D */
  readonly featureDim: number;
  /** The factor on cosines before the softmax. */
  readonly logitScale: number;
  /** C names in order of the labels; some may be the same. */
  readonly classNames: readonly string[];
  readonly hasText: boolean;
  /** Images per class of each draw, rising. */
  readonly shots: readonly number[];
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

  /** @throws ShotbenchError `FEATURES_SHOTS` for a shot count the set does not have. */
  train(shots: number): FeatureRows;

  /** The small validation set drawn beside the training images; throws as {@link train}. */
  validation(shots: number): FeatureRows;

  /**
   * The test set all draws share, whatever `shots` is (0 included); where `testPerShots`, this draw's, and then it
   * throws as {@link train}.
   */
  test(shots: number): FeatureRows;
}
