import { importClipBenchmark } from './clip-benchmark/import-clip-benchmark.ts';
import { isClipBenchmark } from './clip-benchmark/parse-evaluations.ts';
import { importDassl } from './dassl/import-dassl.ts';
import { isDasslLog } from './dassl/session.ts';
import { IMPORT_FORMATS, type ImportFormat } from './format-names.ts';
import type { Imported, ResultFile } from './imported.ts';
import { importTipAdapter } from './tip-adapter/import-tip-adapter.ts';
import { isTipAdapterLog } from './tip-adapter/parse-table-log.ts';

interface Importer {
  /** Whether a text is of this format, be it that of a run that crashed. */
  readonly detects: (text: string) => boolean;
  /** All files of the format at once, because one run may be spread over several. */
  readonly imports: (files: readonly ResultFile[]) => Imported;
}

export const IMPORTERS: Readonly<Record<ImportFormat, Importer>> = {
  dassl: { detects: isDasslLog, imports: importDassl },
  'tip-adapter': { detects: isTipAdapterLog, imports: importTipAdapter },
  'clip-benchmark': { detects: isClipBenchmark, imports: importClipBenchmark },
};

/** The format that a text is in, as its content tells. */
export function detectFormat(text: string): ImportFormat | undefined {
  return IMPORT_FORMATS.find((format) => IMPORTERS[format].detects(text));
}
