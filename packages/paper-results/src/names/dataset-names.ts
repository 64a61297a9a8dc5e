/** Ids of `@shotbench/datasets` by what papers call the sets, in the order of CoOp's tables. */
export const DATASET_IDS: Readonly<Record<string, string>> = {
  ImageNet: 'imagenet',
  Caltech101: 'caltech101',
  OxfordPets: 'oxford-pets',
  StanfordCars: 'stanford-cars',
  Flowers102: 'oxford-flowers',
  Food101: 'food101',
  FGVCAircraft: 'fgvc-aircraft',
  SUN397: 'sun397',
  DTD: 'dtd',
  EuroSAT: 'eurosat',
  UCF101: 'ucf101',
  ImageNetV2: 'imagenetv2',
  'ImageNet-Sketch': 'imagenet-sketch',
  'ImageNet-A': 'imagenet-a',
  'ImageNet-R': 'imagenet-r',
};

/** In place of a dataset: the mean over a table's sets, where a source prints nothing else. */
export const AVERAGE = 'average';

/** The 11 sets that few-shot papers compare on. */
export const BENCHMARK_SETS: readonly string[] = Object.values(DATASET_IDS).slice(0, 11);

/** The sets that ImageNet's classes are tested on under other conditions. */
export const SHIFTED_SETS: readonly string[] = Object.values(DATASET_IDS).slice(11);
