/** A content-addressed store of encoder outputs. */
export { classSubset } from './class-subset.ts';
export { limitViews } from './limit-views.ts';
export { FeatureCache, type ImportOptions, type ImportResult } from './feature-cache.ts';
export type { DrawnIds, FeatureRows, FeatureSet, FeatureSetInfo, TrainRows } from './feature-set.ts';
export type { ExtractedRows, ExtractedSet } from './seal-extracted.ts';
export { PartialFeatures } from './store/partial-features.ts';
export {
  type ExtractOptions,
  type ExtractProgress,
  extractFeatures,
  type ViewOptions,
} from './extraction/extract-features.ts';
export type { BatchEncoder } from './extraction/extract-split.ts';
export { writeFeatureFolder, type FeatureFolder, type FolderRows } from './folder/write-feature-folder.ts';
export { collectGarbage, type CollectOptions, type Collection } from './maintenance/collect-garbage.ts';
export type { FindGarbageOptions, Garbage } from './maintenance/find-garbage.ts';
export { type SetSummary, summarizeSets } from './maintenance/summarize-sets.ts';
export { type CacheCheck, type CacheProblem, verifyCache } from './maintenance/verify-cache.ts';
