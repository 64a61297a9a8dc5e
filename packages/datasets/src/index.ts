/** Datasets on disk and the draws of few-shot images. See README.md. */
export { type Dataset, openDataset } from './folder/open-dataset.ts';
export { type Item, type Split, type SplitName, SPLITS } from './folder/split-file.ts';
export { PythonRandom } from './sampling/python-random.ts';
export { sampleShots, type SampleShotsOptions, type ShotSample } from './sampling/sample-shots.ts';
