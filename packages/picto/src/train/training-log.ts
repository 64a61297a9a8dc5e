import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One line of the log of a training. */
export interface LogLine {
  /** Steps done. */
  readonly step: number;
  /** Mean over the steps since the line before. */
  readonly loss: number;
  readonly learningRate: number;
  /** What cosines are multiplied with. */
  readonly logitScale: number;
  /** Images with their captions in a second, since the line before. */
  readonly pairsPerSecond: number;
  /** Of training so far, over all processes that took part. */
  readonly seconds: number;
}

/** Appends lines of JSON to a file. Lines after `step`, of a process that was killed, are dropped first. */
export function openLog(path: string, step: number): { add(line: LogLine): void } {
  mkdirSync(dirname(path), { recursive: true });
  const kept = existsSync(path) ? readLog(path).filter((line) => line.step <= step) : [];
  writeFileSync(`${path}.part`, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
  renameSync(`${path}.part`, path);
  return { add: (line) => appendFileSync(path, `${JSON.stringify(line)}\n`) };
}

/** The lines of a log; one that a killed process left unfinished is dropped. */
export function readLog(path: string): LogLine[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as LogLine);
}
