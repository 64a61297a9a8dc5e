import { datasetId, knownDatasetId } from '../dataset-names.ts';
import type { Told } from '../imported.ts';
import { methodId } from '../method-names.ts';
import { dasslEnvironment } from './environment.ts';
import { dasslResult } from './result.ts';
import type { DasslSession } from './session.ts';
import { settingsThatCount } from './settings.ts';
import { dasslVariant } from './variant.ts';

/** Which classes a run knows and is tested on: all, or one half of a base-to-novel run. */
export type Part = 'all' | 'base' | 'novel';

export interface DasslRecord {
  readonly part: Part;
  readonly told: Told;
}

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['all', 'all'],
  ['base', 'base'],
  ['new', 'novel'],
  ['novel', 'novel'],
]);

/** What a session tells of a run, or why it tells nothing that could be stored. */
export function dasslRecord(session: DasslSession): DasslRecord | string {
  const { settings, arguments: given } = session;
  const result = dasslResult(session);
  if (typeof result === 'string') return result;
  const trainer = settings.get('TRAINER.NAME') ?? '';
  const [name, backbone] = [settings.get('DATASET.NAME') ?? '', settings.get('MODEL.BACKBONE.NAME') ?? ''];
  if (trainer === '' || name === '' || backbone === '') return 'its settings lack trainer, dataset or backbone';
  const classes = settings.get('DATASET.SUBSAMPLE_CLASSES') ?? 'all';
  const part = PARTS.get(classes);
  if (part === undefined) return `its classes are "${classes}", not all, base or new`;
  if (settings.get('TEST.SPLIT') === 'val') return 'its result is of validation images';
  const method = methodId(trainer);
  const dataset = datasetId(name);
  const learnedOn = method === 'zero-shot' ? undefined : otherDataset(given.get('model_dir') ?? '', dataset);
  if (learnedOn !== undefined) return `it tests on ${dataset} what was learned on ${learnedOn}: no import takes that`;
  const shots = method === 'zero-shot' ? 0 : shotsOf(settings);
  if (shots === undefined) return 'it learned from all images, or does not say from how many shots';
  return {
    part,
    told: {
      ...{ method, dataset, backbone, shots, seed: method === 'zero-shot' ? null : seedOf(settings) },
      config: { trainer, configFile: configFile(given), settings: settingsThatCount(settings) },
      // Images of the validation set choose the epoch where the last one does not count.
      protocol: settings.get('TEST.FINAL_MODEL') === 'best_val' ? 'few-shot-val' : 'fixed',
      ...{ variant: dasslVariant(given), executor: 'dassl', precision: precisionOf(settings, trainer) },
      ...{ ...result, fitSeconds: elapsedSeconds(session.lines), provenance: dasslEnvironment(session.lines) },
    },
  };
}

/** Only the file's name: its folder is a machine's. */
function configFile(given: ReadonlyMap<string, string>): string {
  return (given.get('config_file') ?? '').split(/[/\\]/).at(-1) ?? '';
}

/** A dataset that the folder of a model names, other than the one that is tested on. */
function otherDataset(folder: string, dataset: string): string | undefined {
  const named = folder.split(/[/\\]/).flatMap((part) => knownDatasetId(part) ?? []);
  return named.includes(dataset) ? undefined : named[0];
}

/** Below 1, which is the default, CoOp's datasets take all images. */
function shotsOf(settings: ReadonlyMap<string, string>): number | undefined {
  const shots = Number(settings.get('DATASET.NUM_SHOTS') || '-1');
  return Number.isSafeInteger(shots) && shots >= 1 ? shots : undefined;
}

/** Negative seeds switch seeding off in Dassl. */
function seedOf(settings: ReadonlyMap<string, string>): number | null {
  const seed = Number(settings.get('SEED') || '-1');
  return Number.isSafeInteger(seed) && seed >= 0 ? seed : null;
}

const PRECISIONS: ReadonlyMap<string, string> = new Map([
  ['fp16', 'float16'],
  ['fp32', 'float32'],
  ['amp', 'amp'],
]);

/** That of the trainer's own section, else the one that all sections agree on: KgCoOp reads CoOp's. */
function precisionOf(settings: ReadonlyMap<string, string>, trainer: string): string {
  const named = [...settings].filter(([key]) => /^TRAINER\.\w+\.PREC$/.test(key));
  const own = named.find(([key]) => key.split('.')[1]!.toLowerCase() === trainer.toLowerCase());
  const words = new Set(own ? [own[1]] : named.map(([, word]) => word));
  const [word = ''] = words;
  return (words.size === 1 && PRECISIONS.get(word)) || 'unknown';
}

/** What Dassl prints at the end as Python's timedelta: "0:05:52" or "1 day, 2:03:04". Training with the evaluation after it. */
function elapsedSeconds(lines: readonly string[]): number {
  const found = lines.map((line) => /^Elapsed: (?:(\d{1,4}) days?, )?(\d{1,2}):(\d\d):(\d\d)$/.exec(line.trim()));
  const match = found.filter((m) => m !== null).at(-1);
  if (!match) return 0;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((text) => Number(text ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
