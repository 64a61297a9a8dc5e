import { isPercent } from '../is-percent.ts';
import { parseDecimal } from '../parse-decimal.ts';
import type { DasslSession } from './session.ts';

/** What an evaluation printed. */
export interface DasslResult {
  /** Percent. */
  readonly accuracy: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** 0 where the log does not say. */
  readonly testCount: number;
}

/**
 * The result that counts, or why there is none. As in `parse_test_res.py` of Dassl (c61a1b5) it is the last one, and of a run that trains only one after
 * "Finish training" ("Finished training" in releases before 2021-10): results before it are of epochs between, and a run that crashed has no other.
 */
export function dasslResult({ arguments: given, lines }: DasslSession): DasslResult | string {
  const trains = given.get('eval_only') !== 'True';
  const end = trains ? lines.findIndex((line) => /^Finish(ed)? training$/.test(line.trim())) : 0;
  if (end < 0) return 'the training did not finish';
  const starts = lines.flatMap((line, i) => (i >= end && line.trim() === '=> result' ? [i] : []));
  const start = starts.at(-1);
  if (start === undefined) return 'there is no result';
  return resultOf(lines.slice(start + 1));
}

function resultOf(lines: readonly string[]): DasslResult | string {
  const after = (pattern: RegExp) =>
    lines.map((line) => pattern.exec(line.trim())?.[1]).find((text) => text !== undefined);
  const percentText = (name: string) => after(new RegExp(`^\\* ${name}: (\\S+)%$`)) ?? '';
  const count = (name: string) =>
    parseDecimal((after(new RegExp(`^\\* ${name}: ([\\d,]+)$`)) ?? '').replaceAll(',', ''));
  const printed = percentText('accuracy');
  const accuracy = parseDecimal(printed);
  if (!isPercent(accuracy)) return 'its result has no accuracy between 0 and 100 %';
  const [total, correct] = [count('total') ?? 0, count('correct')];
  const metrics = {
    correct,
    macroF1: parseDecimal(percentText('macro_f1')),
    meanPerClassAccuracy: parseDecimal(percentText('average')),
  };
  const exact = correct === undefined ? NaN : (100 * correct) / total;
  return {
    // The quotient of the counts where that is what was printed: its rounding would be told as a difference.
    accuracy: isRounded(printed, exact) ? exact : accuracy,
    metrics: Object.fromEntries(
      Object.entries(metrics).filter((entry): entry is [string, number] => entry[1] !== undefined),
    ),
    testCount: Number.isSafeInteger(total) ? total : 0,
  };
}

/** Whether a number was printed as this text, which has one decimal or two by Dassl's release. */
function isRounded(printed: string, exact: number): boolean {
  const decimals = printed.split('.')[1]?.length ?? 0;
  // Half of the last place, and a little for the noise of the subtraction.
  return exact <= 100 && Math.abs(exact - Number(printed)) <= 0.5 * 10 ** -decimals + 1e-9;
}
