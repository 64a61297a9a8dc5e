import { logLines } from '../log-lines.ts';
import { parseSettings } from './settings.ts';

/** What one start of a Dassl training script printed. */
export interface DasslSession {
  /** Of the command line, by name with underscores: `config_file`, `eval_only`, … */
  readonly arguments: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  /** Everything after the settings. */
  readonly lines: readonly string[];
}

const ARGUMENTS = '** Arguments **';
const CONFIG = '** Config **';

/** Whether a text is the log of such a script, finished or not. */
export function isDasslLog(text: string): boolean {
  return text.includes(ARGUMENTS) && text.includes(CONFIG);
}

/** The sessions of a log: several where output was appended to a file. */
export function dasslSessions(text: string): DasslSession[] {
  const lines = logLines(text);
  const starts = lines.flatMap((line, i) => (line.trim() === ARGUMENTS ? [i] : []));
  return starts.flatMap((start, i) => session(lines.slice(start + 1, starts[i + 1])) ?? []);
}

function session(lines: readonly string[]): DasslSession | undefined {
  const config = lines.findIndex((line) => line.trim() === CONFIG);
  if (config < 0) return undefined;
  const pairs = lines.slice(0, config).flatMap((line) => {
    const match = /^(\w+): ?(.*)$/.exec(line);
    return match ? [[match[1]!, match[2]!] as const] : [];
  });
  // The title stands between two lines of asterisks.
  const body = lines.slice(config + 1).filter((line, i) => i > 0 || !/^\*+$/.test(line));
  const settings = parseSettings(body);
  return { arguments: new Map(pairs), settings, lines: body };
}
