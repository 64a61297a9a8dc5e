/**
 * How hard a set is for a model: RTD = 1 / (C · Prec), a random classifier's precision over that of zero-shot CLIP (TaskRes, Yu et al.,
 * CVPR 2023, definition 1). 1 is chance, smaller is easier. It is told from labels of test images: it describes a set, and nothing may
 * be chosen by it.
 */
export interface TransferDifficulty {
  /** RTD */
  readonly rtd: number;
  /** The model that the set is that hard for. */
  readonly backbone: string;
  /** Where the number was read, or what it is computed from. */
  readonly source: string;
}

const BACKBONE = 'CLIP ViT-B/16';

const TABLE_16 = 'APEX (Yang et al., EMNLP 2024), table 16';

/**
 * A number of APEX's table 16. The paper does not say what its precision is, and it is not always accuracy: EuroSAT's 0.184 is a precision
 * of 54 %, where zero-shot CLIP has an accuracy of 48 %; on ImageNet it is 71 % beside 67 %, on Flowers102 64 % beside 71 %.
 *
 * @param remark what has to be said with the number.
 */
export function printedDifficulty(rtd: number, remark = ''): TransferDifficulty {
  return { rtd, backbone: BACKBONE, source: `${TABLE_16}${remark}` };
}

/**
 * For a set that APEX's table 16 does not have: 1 / (C · accuracy), with zero-shot CLIP's accuracy as table 2 of Homology Consistency prints it.
 */
export function difficultyFromAccuracy(classes: number, percent: number): TransferDifficulty {
  return {
    rtd: 1 / (classes * (percent / 100)),
    backbone: BACKBONE,
    source:
      `not in APEX; 1 / (${classes} · ${(percent / 100).toFixed(4)}), from the zero-shot accuracy of ${percent} % in ` +
      'Homology Consistency (Zhang et al., NeurIPS 2024), table 2',
  };
}
