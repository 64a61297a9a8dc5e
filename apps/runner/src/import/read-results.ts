import { ShotbenchError } from '@shotbench/errors';
import { runKey } from '@shotbench/tracker';

import { findResultFiles } from './find-result-files.ts';
import { IMPORT_FORMATS, type ImportFormat } from './format-names.ts';
import type { Imported, ImportedRun, ResultFile, Skipped } from './imported.ts';
import { detectFormat, IMPORTERS } from './importers.ts';

export interface ReadResultsOptions {
  /** Below a folder files of other formats are passed over; a file that was named itself is read as of this format whatever it holds. */
  readonly from?: ImportFormat | undefined;
  /** The name of the model in place of the one that the results have. */
  readonly backbone?: string | undefined;
}

/**
 * The runs in files and folders, each once: of results of one run the first counts, by the order of the paths.
 * @throws ShotbenchError `IMPORT_FORMAT` for a path that holds nothing in a known format, `IMPORT_MISSING`, `IMPORT_DATABASE`.
 */
export function readResults(paths: readonly string[], options: ReadResultsOptions = {}): Imported {
  const skipped: Skipped[] = [];
  const byFormat = new Map<ImportFormat, ResultFile[]>();
  for (const path of paths) {
    const found = findResultFiles(path);
    skipped.push(...found.skipped);
    const recognized = found.files.flatMap((file) => {
      const format = formatOf(file, options.from);
      return format === undefined ? [] : [{ format, file }];
    });
    if (recognized.length === 0 && found.skipped.length === 0) throw nothingKnown(path, options.from);
    for (const { format, file } of recognized) byFormat.set(format, [...(byFormat.get(format) ?? []), file]);
  }
  const all = [...byFormat].map(([format, files]) => IMPORTERS[format].imports(files));
  const runs = all.flatMap((imported) => imported.runs).map((run) => withBackbone(run, options.backbone));
  const unique = withoutRepeats(runs);
  return {
    runs: unique.runs,
    skipped: [...skipped, ...all.flatMap((imported) => imported.skipped), ...unique.skipped],
  };
}

function formatOf({ path, text }: ResultFile, from: ImportFormat | undefined): ImportFormat | undefined {
  if (from === undefined) return detectFormat(text);
  const isNamedItself = !path.includes('/');
  return isNamedItself || IMPORTERS[from].detects(text) ? from : undefined;
}

function nothingKnown(path: string, from: ImportFormat | undefined): ShotbenchError {
  const expected = {
    dassl: 'logs of Dassl (log.txt)',
    'tip-adapter': "Tip-Adapter's exp.log",
    'clip-benchmark': 'JSON or CSV of CLIP_benchmark',
  };
  const formats = (from === undefined ? IMPORT_FORMATS : [from]).map((format) => expected[format]).join(', ');
  const advice =
    from === undefined ? 'say with --from which it is, or give another path' : 'leave out --from or give another path';
  return new ShotbenchError(
    'IMPORT_FORMAT',
    `${path} holds no results in a format that is known; expected ${formats}; ${advice}`,
  );
}

function withBackbone(run: ImportedRun, backbone: string | undefined): ImportedRun {
  return backbone === undefined ? run : { ...run, identity: { ...run.identity, backbone } };
}

function withoutRepeats(runs: readonly ImportedRun[]): Imported {
  const first = new Map<string, ImportedRun>();
  const skipped: Skipped[] = [];
  for (const run of runs) {
    const key = runKey(run.identity);
    const known = first.get(key);
    if (known === undefined) first.set(key, run);
    else skipped.push(...run.sources.map(({ path }) => ({ path, reason: repeated(run, known) })));
  }
  return { runs: [...first.values()], skipped };
}

function repeated({ result }: ImportedRun, known: ImportedRun): string {
  const [own, counted] = [result.accuracy, known.result.accuracy];
  const difference = own === counted ? '' : `, which has ${counted.toFixed(2)} % in place of ${own.toFixed(2)} %`;
  return `it is the same run as ${known.sources.map(({ path }) => path).join(' and ')}${difference}`;
}
