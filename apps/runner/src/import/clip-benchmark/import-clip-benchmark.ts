import { type Imported, type ImportedRun, importedRun, type ResultFile, type Skipped, type Told } from '../imported.ts';
import { isPercent } from '../is-percent.ts';
import { clipBackbone, clipDataset } from './names.ts';
import { type ClipEvaluation, parseEvaluations } from './parse-evaluations.ts';

/** The runs of files that LAION's CLIP_benchmark has written: zero-shot classification and linear probes of a number of shots. */
export function importClipBenchmark(files: readonly ResultFile[]): Imported {
  const runs: ImportedRun[] = [];
  const skipped: Skipped[] = [];
  for (const file of files) {
    for (const evaluation of parseEvaluations(file.text)) {
      const told = evaluation ? clipRun(evaluation) : 'a record is no evaluation of CLIP_benchmark';
      if (typeof told === 'string') skipped.push({ path: file.path, reason: told });
      else runs.push(importedRun(told, [file]));
    }
  }
  return { runs, skipped };
}

function clipRun(evaluation: ClipEvaluation): Told | string {
  const { dataset, model, pretrained, task, language = 'en', metrics } = evaluation;
  const what = `${task} of ${model} on ${dataset}`;
  const learned = learning(evaluation);
  if (typeof learned === 'string') return `${what}: ${learned}`;
  const accuracy = percent(metrics.acc1);
  if (!isPercent(accuracy)) return `${what}: there is no acc1 between 0 and 1`;
  const others = { top5Accuracy: percent(metrics.acc5), meanPerClassAccuracy: percent(metrics.mean_per_class_recall) };
  return {
    ...learned,
    ...{ protocol: 'fixed', dataset: clipDataset(dataset), backbone: clipBackbone(model, pretrained) },
    config: { ...learned.config, task, model, pretrained, language },
    ...{ variant: language === 'en' ? '' : language, executor: 'clip-benchmark', accuracy },
    metrics: Object.fromEntries(
      Object.entries(others).filter((entry): entry is [string, number] => isPercent(entry[1])),
    ),
  };
}

function learning({ task, metrics }: ClipEvaluation): Pick<Told, 'method' | 'shots' | 'seed' | 'config'> | string {
  if (task === 'zeroshot_classification') return { method: 'zero-shot', shots: 0, seed: null, config: {} };
  if (task !== 'linear_probe') return 'it is no classification';
  if (metrics.acc1 === undefined && metrics.lp_acc1 !== undefined) {
    // Later releases sweep weight decay, and call the accuracies otherwise.
    return 'the file does not say which images its weight decay was chosen on';
  }
  const { fewshot_k: shots = -1, seed = null, lr, epochs } = metrics;
  if (!Number.isSafeInteger(shots) || shots < 1) return 'it learned from all images';
  return {
    ...{ method: 'linear-probe', shots, seed: Number.isSafeInteger(seed) ? seed : null },
    config: { ...(lr !== undefined && { lr }), ...(epochs !== undefined && { epochs }) },
  };
}

/** To the tenth decimal: the product with 100 has noise behind it, 26.514000000000003 for 0.26514. */
function percent(fraction: number | undefined): number | undefined {
  return fraction === undefined ? undefined : Number((100 * fraction).toFixed(10));
}
