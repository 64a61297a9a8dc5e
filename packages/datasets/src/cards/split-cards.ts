import { CALTECH101_CLASSES } from './class-names/caltech101.ts';
import { DTD_CLASSES } from './class-names/dtd.ts';
import { EUROSAT_CLASSES } from './class-names/eurosat.ts';
import { FGVC_AIRCRAFT_CLASSES } from './class-names/fgvc-aircraft.ts';
import { FOOD101_CLASSES } from './class-names/food101.ts';
import { OXFORD_FLOWERS_CLASSES } from './class-names/oxford-flowers.ts';
import { OXFORD_PETS_CLASSES } from './class-names/oxford-pets.ts';
import { STANFORD_CARS_CLASSES } from './class-names/stanford-cars.ts';
import { SUN397_CLASSES } from './class-names/sun397.ts';
import { UCF101_CLASSES } from './class-names/ucf101.ts';
import type { DatasetCard, Sizes, SplitFileLayout } from './dataset-card.ts';
import { printedDifficulty } from './transfer-difficulty.ts';

function splitFile(name: string, images: string): SplitFileLayout {
  return { kind: 'split-file', file: `split_zhou_${name}.json`, images };
}

function sizes(train: number, validation: number, test: number): Omit<Sizes, 'classes'> {
  return { train, validation, test };
}

/** The ten sets of CoOp beside ImageNet, in the order of its tables. Sizes: CoOp's table of dataset statistics. */
export const SPLIT_CARDS: readonly DatasetCard[] = [
  {
    id: 'caltech101',
    title: 'Caltech101',
    folder: 'caltech-101',
    layout: splitFile('Caltech101', '101_ObjectCategories'),
    sizes: { classes: 100, ...sizes(4128, 1649, 2465) },
    template: 'a photo of a {}.',
    classNames: CALTECH101_CLASSES,
    transferDifficulty: printedDifficulty(1.08e-2),
    homepage: 'https://data.caltech.edu/records/mzrjq-6wc02',
    licence: 'CC BY 4.0',
  },
  {
    id: 'oxford-pets',
    title: 'OxfordPets',
    folder: 'oxford_pets',
    layout: splitFile('OxfordPets', 'images'),
    sizes: { classes: 37, ...sizes(2944, 736, 3669) },
    template: 'a photo of a {}, a type of pet.',
    classNames: OXFORD_PETS_CLASSES,
    transferDifficulty: printedDifficulty(3.01e-2),
    homepage: 'https://www.robots.ox.ac.uk/~vgg/data/pets/',
    licence: 'CC BY-SA 4.0',
  },
  {
    id: 'stanford-cars',
    title: 'StanfordCars',
    folder: 'stanford_cars',
    layout: splitFile('StanfordCars', ''),
    sizes: { classes: 196, ...sizes(6509, 1635, 8041) },
    template: 'a photo of a {}.',
    classNames: STANFORD_CARS_CLASSES,
    transferDifficulty: printedDifficulty(7.7e-3),
    homepage: 'https://ai.stanford.edu/~jkrause/cars/car_dataset.html',
    licence: "not recorded here; its download links are dead (CoOp's issue 61)",
  },
  {
    id: 'oxford-flowers',
    title: 'Flowers102',
    folder: 'oxford_flowers',
    layout: splitFile('OxfordFlowers', 'jpg'),
    sizes: { classes: 102, ...sizes(4093, 1633, 2463) },
    template: 'a photo of a {}, a type of flower.',
    classNames: OXFORD_FLOWERS_CLASSES,
    transferDifficulty: printedDifficulty(1.52e-2),
    homepage: 'https://www.robots.ox.ac.uk/~vgg/data/flowers/102/',
    licence: 'not recorded here',
  },
  {
    id: 'food101',
    title: 'Food101',
    folder: 'food-101',
    layout: splitFile('Food101', 'images'),
    sizes: { classes: 101, ...sizes(50_500, 20_200, 30_300) },
    template: 'a photo of {}, a type of food.',
    classNames: FOOD101_CLASSES,
    transferDifficulty: printedDifficulty(1.15e-2),
    homepage: 'https://data.vision.ee.ethz.ch/cvl/datasets_extra/food-101/',
    licence: 'see license_agreement.txt of the download',
  },
  {
    id: 'fgvc-aircraft',
    title: 'FGVCAircraft',
    folder: 'fgvc_aircraft',
    layout: { kind: 'variant-files', images: 'images' },
    sizes: { classes: 100, ...sizes(3334, 3333, 3333) },
    template: 'a photo of a {}, a type of aircraft.',
    classNames: FGVC_AIRCRAFT_CLASSES,
    transferDifficulty: printedDifficulty(4.07e-2),
    homepage: 'https://www.robots.ox.ac.uk/~vgg/data/fgvc-aircraft/',
    licence: 'non-commercial research only',
  },
  {
    id: 'sun397',
    title: 'SUN397',
    folder: 'sun397',
    layout: splitFile('SUN397', 'SUN397'),
    sizes: { classes: 397, ...sizes(15_880, 3970, 19_850) },
    template: 'a photo of a {}.',
    classNames: SUN397_CLASSES,
    transferDifficulty: printedDifficulty(3.8e-3),
    homepage: 'https://vision.princeton.edu/projects/2010/SUN/',
    licence: "not recorded here; its download link is dead (CoOp's issue 90)",
  },
  {
    id: 'dtd',
    title: 'DTD',
    folder: 'dtd',
    layout: splitFile('DescribableTextures', 'images'),
    sizes: { classes: 47, ...sizes(2820, 1128, 1692) },
    template: '{} texture.',
    classNames: DTD_CLASSES,
    // Deviation: 4.95e-3 is printed. Its precision would be 430 %, and the paper counts DTD among its three hardest sets.
    transferDifficulty: printedDifficulty(4.95e-2, ', whose 4.95e-3 is a misprint'),
    homepage: 'https://www.robots.ox.ac.uk/~vgg/data/dtd/',
    licence: 'for research purposes',
  },
  {
    id: 'eurosat',
    title: 'EuroSAT',
    folder: 'eurosat',
    layout: splitFile('EuroSAT', '2750'),
    sizes: { classes: 10, ...sizes(13_500, 5400, 8100) },
    template: 'a centered satellite photo of {}.',
    classNames: EUROSAT_CLASSES,
    transferDifficulty: printedDifficulty(1.84e-1),
    homepage: 'https://github.com/phelber/EuroSAT',
    licence: 'MIT (its repository)',
  },
  {
    id: 'ucf101',
    title: 'UCF101',
    folder: 'ucf101',
    layout: splitFile('UCF101', 'UCF-101-midframes'),
    sizes: { classes: 101, ...sizes(7639, 1898, 3783) },
    template: 'a photo of a person doing {}.',
    classNames: UCF101_CLASSES,
    transferDifficulty: printedDifficulty(1.42e-2),
    homepage: 'https://www.crcv.ucf.edu/data/UCF101.php',
    licence: 'not recorded here',
  },
];
