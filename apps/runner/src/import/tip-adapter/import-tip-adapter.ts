import type { Protocol } from '@shotbench/tracker';

import { knownDatasetId } from '../dataset-names.ts';
import { type Imported, type ImportedRun, importedRun, type ResultFile, type Skipped, type Told } from '../imported.ts';
import { methodId } from '../method-names.ts';
import { isPercent } from '../is-percent.ts';
import { type LogTable, parseTableLog } from './parse-table-log.ts';

/**
 * The runs of Tip-Adapter's `exp.log`: for each set zero-shot CLIP, Tip-Adapter, Tip-Adapter-F and CLIP-Adapter. The log names no backbone; that of the
 * repository's configurations is ResNet-50 (configs/*.yaml). It names no seed either, although its script fixes 1 (main.py).
 */
export function importTipAdapter(files: readonly ResultFile[]): Imported {
  const runs: ImportedRun[] = [];
  const skipped: Skipped[] = [];
  for (const file of files) {
    const tables = parseTableLog(file.text);
    if (tables.length === 0) skipped.push({ path: file.path, reason: 'it has no table of accuracies by shots' });
    for (const told of tables.flatMap(tableRuns)) {
      if (typeof told === 'string') skipped.push({ path: file.path, reason: told });
      else runs.push(importedRun(told, [file]));
    }
  }
  return { runs, skipped };
}

function tableRuns(table: LogTable): (Told | string)[] {
  const dataset = knownDatasetId(table.dataset);
  if (dataset === undefined) return [`"${table.dataset}" is no dataset of the benchmark`];
  const common = { dataset, backbone: 'RN50', seed: null, config: {}, executor: 'tip-adapter', metrics: {} };
  const zeroShot: Told | string = isPercent(table.zeroShot)
    ? { ...common, method: 'zero-shot', protocol: 'fixed', shots: 0, accuracy: table.zeroShot }
    : `${table.dataset}: zero-shot accuracy ${String(table.zeroShot)} is not between 0 and 100 %`;
  const rows = table.rows.flatMap(({ method: name, accuracies }): (Told | string)[] => {
    const method = methodId(name);
    const protocol = protocolOf(method, dataset);
    if (protocol === undefined) return [`${table.dataset}: how settings of "${name}" were chosen is not known`];
    if (accuracies.length !== table.shots.length || !accuracies.every(isPercent)) {
      return [
        `${table.dataset}: the row of "${name}" does not have ${table.shots.length} accuracies between 0 and 100 %`,
      ];
    }
    return accuracies.map((accuracy, i) => ({ ...common, method, protocol, shots: table.shots[i]!, accuracy }));
  });
  return [zeroShot, ...rows];
}

/** What the numbers of this log were chosen by: undefined for a method that its authors say nothing of. */
function protocolOf(method: string, dataset: string): Protocol | undefined {
  switch (method) {
    case 'tip-adapter':
      // main.py searches α and β on the whole validation split, main_imagenet.py on the test split.
      return dataset === 'imagenet' ? 'test-oracle' : 'full-val';
    case 'tip-adapter-f':
      // The best epoch by accuracy on the test split (main.py, run_tip_adapter_F; the repository's issue 11).
      return 'test-oracle';
    case 'clip-adapter':
      // A residual ratio for each set (Gao et al., IJCV 2024, section 4), and no word on which images chose it (CLIP-Adapter's issue 8): the worst is assumed.
      return 'test-oracle';
    default:
      return undefined;
  }
}
