import type { TransferDifficulty } from '@shotbench/datasets';

import type { SpriteLicence } from './licences.ts';

export const PICTO_SETS = [
  'people-actions',
  'subgroups',
  'subgroups-emojione',
  'subgroups-fxemoji',
  'subgroups-sketch',
  'concepts',
] as const;
export type PictoSetName = (typeof PICTO_SETS)[number];

/** Icon sets whose drawings the built-in datasets show; none of them is in the pretraining data. */
export const SET_VENDORS = ['twemoji', 'emojione', 'fxemoji', 'fluent-emoji-high-contrast'] as const;
export type SetVendor = (typeof SET_VENDORS)[number];

/** What a built-in dataset is about, and what has to be said with it. */
export interface PictoCard {
  readonly name: PictoSetName;
  readonly title: string;
  readonly description: string;
  /** Prompt templates with `{}` for the class name, whose text features are averaged. */
  readonly templates: readonly string[];
  /** The dataset whose training and validation images, classes and labels this one has, with test images by another artist. */
  readonly shiftOf?: PictoSetName;
  /** Test images of each drawing, in other poses: they average over poses. */
  readonly testPoses: number;
  /** How far the backgrounds of test images are moved towards white, 0 to 1. */
  readonly lightenTest?: number;
  /** The icon sets of its images, training images first. */
  readonly vendors: readonly SetVendor[];
  /** For the built-in model, told from the test images: for describing, never for choosing. */
  readonly transferDifficulty: TransferDifficulty;
}

export interface PictoClass {
  readonly name: string;
  /** Whether the encoder's pretraining saw no drawing of it by anyone. Left out where classes are groups of concepts. */
  readonly isNovel?: boolean;
}

/** A built-in dataset: its card, and what the index of the sheets says about it. */
export interface PictoSet extends PictoCard {
  /** C classes in order of their labels. */
  readonly classes: readonly PictoClass[];
  /** What the licences of its drawings ask for, in the order of the vendors. */
  readonly licences: readonly SpriteLicence[];
  /** Labels that occur among the test images: all of them but in shifts. */
  readonly testLabels: readonly number[];
  /** Numbers of images. */
  readonly images: { readonly train: number; readonly validation: number; readonly test: number };
}
