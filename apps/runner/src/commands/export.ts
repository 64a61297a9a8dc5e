import { basename, join } from 'node:path';

import { ShotbenchError } from '@shotbench/errors';
import { accuracyFigures, cellsOf, type Figure, formatRuns, type TableFormat, Tracker } from '@shotbench/tracker';
import { Command, Option } from 'commander';

import { selectRuns } from '../select-runs.ts';
import { addTableOptions, layoutAsked, type TableOptions } from '../table-options.ts';
import { isFolder, writeWhole } from '../write-whole.ts';

const EXTENSIONS = { csv: 'csv', json: 'json', markdown: 'md', latex: 'tex', svg: 'svg' } as const;
type ExportFormat = keyof typeof EXTENSIONS;
const EXPORT_FORMATS = Object.keys(EXTENSIONS) as ExportFormat[];

interface ExportOptions extends TableOptions {
  readonly format: ExportFormat;
  readonly out?: string;
}

export function exportCommand(): Command {
  const command = new Command('export')
    .description('Write tables and figures of what is in the database; equal results give equal bytes.')
    .addOption(
      new Option('--format <format>', 'svg has a figure of accuracy against shots for each backbone and protocol')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('--out <path>', 'a file, or a folder that exists or ends in / (default: standard output)');
  return addTableOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  shotbench export --format latex --out accuracies.tex
  shotbench export clip-vit-b32 --format svg --out figures/
  shotbench export --format csv > accuracies.csv`,
    )
    .action(async (experiment: string | undefined, options: ExportOptions) => {
      const tracker = Tracker.openReadOnly(options.db);
      try {
        const documents = await documentsOf(tracker, experiment, options);
        deliver(documents, options);
      } finally {
        tracker.close();
      }
    });
}

interface Document {
  /** Of its file, without extension. */
  readonly name: string;
  readonly text: string;
}

async function documentsOf(tracker: Tracker, experiment: string | undefined, options: ExportOptions) {
  const { runs, evaluation } = await selectRuns(tracker, experiment, options);
  const { format, testOracle = false, mixProtocols = false, features: datasets } = options;
  if (format !== 'svg') {
    const shown = { evaluation, testOracle, mixProtocols, datasets, layout: layoutAsked(options) };
    const text = formatRuns(runs, { ...shown, format: format satisfies TableFormat });
    return [{ name: ['accuracies', ...(experiment === undefined ? [] : [experiment])].join('-'), text }];
  }
  if (evaluation !== 'few-shot' || options.rows || options.columns || options.facets) {
    throw new ShotbenchError(
      'EXPORT_FIGURE',
      `--format svg is asked of ${evaluation === 'few-shot' ? 'a layout of one’s own' : `${evaluation} runs`}; expected few-shot runs and no ` +
        '--rows, --columns, --facets, for figures are of accuracy against shots; choose another format',
    );
  }
  return accuracyFigures(cellsOf(runs, { evaluation, testOracle }), { mixProtocols }).map((figure): Document => {
    return { name: figureName(figure, experiment), text: figure.svg };
  });
}

function figureName({ backbone, protocol }: Figure, experiment: string | undefined): string {
  const parts = ['accuracies', experiment, backbone, protocol].filter((part) => part !== undefined);
  return parts.join('-').replace(/[^\p{L}\p{N}.]+/gu, '-');
}

/** Writes to standard output, to the one file that is named, or to files in the folder that is. */
function deliver(documents: readonly Document[], { format, out }: ExportOptions): void {
  const intoFolder = out !== undefined && isFolder(out);
  if (!intoFolder && documents.length !== 1) {
    throw new ShotbenchError(
      'EXPORT_SEVERAL',
      documents.length === 0
        ? 'there are no runs to draw; expected few-shot runs; run some, or ask for others'
        : `there are ${documents.length} figures (${documents.map(({ name }) => name).join(', ')}), but one place for them; give a folder, such as --out figures/`,
    );
  }
  for (const { name, text } of documents) {
    if (out === undefined) process.stdout.write(text);
    else {
      const file = intoFolder ? join(out, `${basename(name)}.${EXTENSIONS[format]}`) : out;
      writeWhole(file, text);
      process.stderr.write(`${file}\n`);
    }
  }
}
