/** A content-addressed store of encoder outputs. */
export { FeatureCache, type ImportOptions, type ImportResult } from './feature-cache.ts';
export type { FeatureRows, FeatureSet, FeatureSetInfo } from './feature-set.ts';
export { writeFeatureFolder, type FeatureFolder, type FolderRows } from './folder/write-feature-folder.ts';
