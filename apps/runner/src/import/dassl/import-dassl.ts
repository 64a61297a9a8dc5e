import { baseToNovelScore, runKey } from '@shotbench/tracker';

import { type Imported, type ImportedRun, importedRun, type ResultFile, type Skipped, type Told } from '../imported.ts';
import { dasslRecord, type DasslRecord } from './record.ts';
import { dasslSessions } from './session.ts';

interface Half extends DasslRecord {
  readonly file: ResultFile;
}

/**
 * The runs of Dassl logs, such as CoOp's scripts write. The accuracies of base and new classes come from two logs, those of `train_base` and `test_new`
 * in CoCoOp's scripts, and make one run of the same method, settings' name, dataset, backbone, shots and seed.
 */
export function importDassl(files: readonly ResultFile[]): Imported {
  const runs: ImportedRun[] = [];
  const halves: Half[] = [];
  const skipped: Skipped[] = [];
  for (const file of files) {
    const sessions = dasslSessions(file.text);
    if (sessions.length === 0) skipped.push({ path: file.path, reason: 'it is no Dassl log that names its settings' });
    const ofFile = new Map<string, ImportedRun>();
    for (const record of sessions.map(dasslRecord)) {
      if (typeof record === 'string') skipped.push({ path: file.path, reason: record });
      else if (record.part !== 'all') halves.push({ ...record, file });
      else {
        const run = importedRun(record.told, [file]);
        // Of one run in one file the last result counts, as in parse_test_res.py.
        ofFile.set(runKey(run.identity), run);
      }
    }
    runs.push(...ofFile.values());
  }
  const paired = pairHalves(halves);
  return { runs: [...runs, ...paired.runs], skipped: [...skipped, ...paired.skipped] };
}

function pairHalves(halves: readonly Half[]): Imported {
  const groups = new Map<string, Partial<Record<DasslRecord['part'], Half[]>>>();
  for (const half of halves) {
    const key = pairKey(half.told);
    const group = groups.get(key) ?? {};
    groups.set(key, { ...group, [half.part]: [...(group[half.part] ?? []), half] });
  }
  const runs: ImportedRun[] = [];
  const skipped: Skipped[] = [];
  const skip = (some: readonly Half[], reason: string) =>
    skipped.push(...some.map(({ file }) => ({ path: file.path, reason })));
  for (const { base = [], novel = [] } of groups.values()) {
    const [[first, ...otherBases], [second, ...otherNovels]] = [base, novel];
    if (first && second) {
      runs.push(joined(first, second));
      skip(otherBases, `the same half of a base-to-novel run as ${first.file.path}`);
      skip(otherNovels, `the same half of a base-to-novel run as ${second.file.path}`);
    } else {
      skip(base, 'there is no log of the same run on the new classes');
      skip(novel, 'there is no log of the same run on the base classes');
    }
  }
  return { runs, skipped };
}

/** Settings themselves differ between the halves, in what only training reads. */
function pairKey({ method, variant, dataset, backbone, shots, seed, precision, config }: Told): string {
  return JSON.stringify([method, variant, dataset, backbone, shots, seed, precision, config.configFile]);
}

function joined(base: Half, novel: Half): ImportedRun {
  const { testCount: baseCount = 0 } = base.told;
  const { testCount: novelCount = 0 } = novel.told;
  const told = {
    ...base.told,
    ...baseToNovelScore(base.told.accuracy, novel.told.accuracy),
    testCount: baseCount > 0 && novelCount > 0 ? baseCount + novelCount : 0,
    evaluation: { kind: 'base-to-novel' } as const,
  };
  return importedRun(told, [base.file, novel.file]);
}
