/** What is known of one run, how two runs differ, and which papers' numbers runs are of. */
export { type DrawnReport, type RunReport, runReport } from './show/run-report.ts';
export { type Repeat, repeatCommand } from './show/repeat-command.ts';
export { type Setting, settingsOf } from './show/settings-of.ts';
export { type ClassAccuracy, type PartReport, partReport } from './part-report.ts';
export { type DiffReport, diffReport, type RunName } from './diff/diff-report.ts';
export type { CodeComparison, CodeOfRun } from './diff/compare-code.ts';
export type { ImageComparison } from './diff/compare-images.ts';
export type { ClassDifference, Disagreement, PartComparison } from './diff/compare-parts.ts';
export { type Difference, differences } from './diff/differences.ts';
export { modelName, spellings } from './papers/backbone-names.ts';
export { ourResults } from './papers/our-results.ts';
export { recipeSuffix } from './papers/recipe-suffix.ts';
export { type SetMeaning, setMeanings, setName } from './papers/set-names.ts';
export { git } from './git.ts';
export { shellQuote } from './shell-quote.ts';
