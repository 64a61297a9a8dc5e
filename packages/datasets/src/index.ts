/** Datasets on disk and the draws of few-shot images. See README.md. */
export type {
  DatasetCard,
  Layout,
  Sizes,
  SplitFileLayout,
  VariantFilesLayout,
  WnidFoldersLayout,
} from './cards/dataset-card.ts';
export { DATASET_CARDS, datasetCard, findDatasetCard } from './cards/dataset-cards.ts';
export type { TransferDifficulty } from './cards/transfer-difficulty.ts';
export { checkDataset, checkImageFolder, type DatasetCheck } from './check/check-dataset.ts';
export { allItems, type Dataset, type Item, type Split, type SplitName, SPLITS } from './dataset.ts';
export { openDataset } from './folder/open-dataset.ts';
export { type ImageFolderOptions, openImageFolder } from './image-folder/open-image-folder.ts';
export { drawShots, type DrawnShots, type DrawShotsOptions } from './sampling/draw-shots.ts';
export { PythonRandom } from './sampling/python-random.ts';
export { sampleShots, type SampleShotsOptions, type ShotSample } from './sampling/sample-shots.ts';
export { type ClassGroup, groupLabels } from './subset/class-groups.ts';
export { selectClasses, subsampleClasses } from './subset/select-classes.ts';
