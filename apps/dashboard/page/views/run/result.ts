import { facts } from './facts.ts';
import type { RunPart } from './run-part.ts';

/** Accuracy, metrics and costs of a run that has ended well. */
export const showResult: RunPart = ({ report }) => {
  const result = report?.run.result;
  if (!result) return undefined;
  const { cpuSeconds, peakMemoryBytes, trainableParameters } = result;
  return {
    ...{ id: 'result', title: 'Result', state: result },
    make: () => [
      facts([
        ['accuracy', `${result.accuracy.toFixed(2)} % of ${result.testCount.toLocaleString('en')} images`],
        ...Object.entries(result.metrics).map(([name, value]) => [name, Number(value.toFixed(4))] as const),
        ['learned numbers', trainableParameters.toLocaleString('en')],
        ['fit', `${result.fitSeconds.toFixed(2)} s`],
        ['evaluation', `${result.evaluateSeconds.toFixed(2)} s`],
        ['processor time', cpuSeconds === undefined ? undefined : `${cpuSeconds.toFixed(2)} s`],
        ['peak memory', peakMemoryBytes === undefined ? undefined : `${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`],
      ]),
    ],
  };
};
