/** Search for hyper-parameters on validation images. */
export { type Candidate } from './candidates.ts';
export { searched } from './searched.ts';
export { type SearchedConfig } from './searched-config.ts';
export { type Search, type SearchOptions } from './search-options.ts';
export { type Choices, type Range, type Space } from './space.ts';
