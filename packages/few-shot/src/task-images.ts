import type { HostTensor } from '@shotbench/tensor';

/** Which random crop of each image is wanted. Equal ones give equal pixels. */
export interface CropView {
  readonly seed: number;
  /** 0 for the first view of an image. */
  readonly view: number;
  /** Share of the image's area that a crop has, least and most. */
  readonly scale: readonly [number, number];
}

/** The images of a task themselves, as the image encoder reads them: for methods that tune inside it. */
export interface TaskImages {
  /** @param rows of the N training images. @returns centre crops [n, 3, S, S]. */
  centre(rows: ArrayLike<number>): Promise<HostTensor>;
  /** @param rows of the N training images. @returns random crops [n, 3, S, S], half of them mirrored. */
  views(rows: ArrayLike<number>, view: CropView): Promise<HostTensor>;
  /** @param rows of the task's validation images. @returns centre crops [n, 3, S, S]. */
  validation(rows: ArrayLike<number>): Promise<HostTensor>;
}
