import { canonicalJson } from '@shotbench/content-hash';
import { type AnyMethod, protocolOf } from '@shotbench/few-shot';
import { type JsonObject, type RunIdentity, type RunRow, targetsOf } from '@shotbench/tracker';

import { shellQuote } from '../shell-quote.ts';
import { knownMethod, settingsOf } from './settings-of.ts';

/** How to compute a run once more. */
export interface Repeat {
  /** Computes the same cell, in another database; null where options cannot say it. */
  readonly command: string | null;
  /** What has to be known besides, one sentence each. */
  readonly notes: readonly string[];
}

/** What `shotbench run` computes with unless asked otherwise. */
const DEFAULT_EXECUTOR = 'onnx';

/** The command that computes the cell of a run, or the experiment that asked for it where no command by itself can. */
export function repeatCommand({ identity, plannedBy }: Pick<RunRow, 'identity' | 'plannedBy'>): Repeat {
  const { method: id, dataset, datasetHash, shots, seed, views, evaluation, engine, methodVersion } = identity;
  const method = knownMethod(id);
  if (!method) return { command: null, notes: [`there is no method "${id}" any more; check out the code of this run`] };
  const notes = [`feature set "${dataset}" has to be the one with hash ${datasetHash.slice(0, 12)}`];
  if (method.version !== methodVersion) {
    notes.push(`${id} is now version ${method.version}, this was version ${methodVersion}: the number may move`);
  }
  const unsaid = inexpressible(identity, method);
  if (unsaid !== undefined) return { command: null, notes: [`${unsaid}; ${whoAsked(plannedBy, identity)}`, ...notes] };
  if (needsModelPath(method, identity)) notes.unshift('MODEL is the path of the model that the features come from');
  if (needsImages(method, identity))
    notes.unshift('FOLDER is where the images lie that the features were extracted from');
  const words = [
    ...['shotbench', 'run', '--features', dataset, '--methods', id, '--shots', `${shots}`, '--seeds', `${seed ?? 1}`],
    ...settingsOf(identity)
      .filter((setting) => 'default' in setting)
      .flatMap(({ name, value }) => ['--set', `${id}.${name}=${canonicalJson(value)}`]),
    ...(views === undefined ? [] : ['--views', `${views}`]),
    ...(evaluation === undefined ? [] : ['--base-to-novel']),
    ...(engine.executor === DEFAULT_EXECUTOR ? [] : ['--executor', engine.executor]),
    ...(needsModelPath(method, identity) ? ['--model', 'MODEL'] : []),
    ...(needsImages(method, identity) ? ['--images', `${dataset}=FOLDER`] : []),
  ];
  return { command: words.map(shellQuote).join(' '), notes };
}

/** Why options of `shotbench run` cannot ask for a run; undefined where they can. */
function inexpressible(identity: RunIdentity, method: AnyMethod): string | undefined {
  if ('search' in identity.config) return 'options cannot ask for a search';
  if (targetsOf(identity.evaluation).length > 0) return 'options cannot ask for a test on other sets';
  // What the options leave open is filled in by the method of today.
  const settings = Object.fromEntries(
    settingsOf(identity)
      .filter((setting) => 'default' in setting)
      .map(({ name, value }) => [name, value]),
  );
  const config = method.config.safeParse(settings).data as JsonObject | undefined;
  const isSame = config !== undefined && canonicalJson(config) === canonicalJson(identity.config);
  if (!isSame || protocolOf(method, config) !== identity.protocol) {
    return `${method.id} no longer has the settings of this run`;
  }
  return undefined;
}

function whoAsked(plannedBy: string, { dataset, method, shots, seed }: RunIdentity): string {
  if (plannedBy === 'command line') return 'the command in its provenance planned it';
  const narrowed = ['--features', dataset, '--methods', method.replace(/-search$/, ''), '--shots', `${shots}`];
  const words = ['shotbench', 'run', plannedBy, ...narrowed, ...(seed === null ? [] : ['--seeds', `${seed}`])];
  return `"${plannedBy}" planned it: if that is an experiment, "${words.map(shellQuote).join(' ')}" runs it again, perhaps with others`;
}

/** Whether pixels are learned from that do not come along, as those of the built-in datasets do. */
function needsImages({ needs }: AnyMethod, { backbone }: RunIdentity): boolean {
  return needs.includes('image-encoder') && backbone !== 'picto';
}

/** Whether an encoder of a model is learned through that does not come along, as those of `picto` do. */
function needsModelPath({ needs }: AnyMethod, { backbone }: RunIdentity): boolean {
  return (needs.includes('text-encoder') || needs.includes('image-encoder')) && backbone !== 'picto';
}
