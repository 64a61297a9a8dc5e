import { findDatasetCard } from '@shotbench/datasets';

/** Names of benchmark sets in Dassl and in Tip-Adapter's log that are neither id, title nor folder of ours, in lower case without dashes. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['describabletextures', 'dtd'],
  ['fgvc', 'fgvc-aircraft'],
]);

/** Our id of a benchmark set in CoOp's split, such as "dtd" for "DescribableTextures"; undefined for any other set. */
export function knownDatasetId(name: string): string | undefined {
  return findDatasetCard(OTHER_NAMES.get(dashed(name).replaceAll('-', '')) ?? name)?.id;
}

/** Our id, or the set's own name in lower case with dashes. */
export function datasetId(name: string): string {
  return knownDatasetId(name) ?? dashed(name);
}

/** A name in lower case with dashes for blanks, slashes and underscores. */
export function dashed(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_/\\]+/g, '-');
}
