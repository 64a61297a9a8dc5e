import { sampleShots, type ShotSample } from '@shotbench/datasets';
import { ShotbenchError } from '@shotbench/errors';

import type { FeatureRows, FeatureSet, FeatureSetInfo } from './feature-set.ts';
import { pickFeatures, pickRows } from './pick-rows.ts';
import { readIds, readRows, readViews } from './read-rows.ts';
import type { EntryStore } from './store/entry-store.ts';
import type { ExtractedContent, SetIds } from './store/set-record.ts';

/** Draws shots by seed from whole splits, as CoOp's datasets do. Splits are read once and kept. */
export function extractedFeatureSet(
  info: FeatureSetInfo,
  content: ExtractedContent,
  ids: SetIds | undefined,
  entries: EntryStore,
): Pick<FeatureSet, 'train' | 'validation' | 'drawnIds' | 'validationIds' | 'testIds' | 'wholeValidation' | 'test'> {
  const centre = once(() => readRows(entries, content.train.centre));
  const views = once(() => (content.train.views === null ? undefined : readViews(entries, content.train.views)));
  const validation = once(() => (content.validation === null ? empty : readRows(entries, content.validation)));
  const idsOf = once(() => ({
    train: readIds(entries, ids!.train),
    validation: ids!.validation === null ? [] : readIds(entries, ids!.validation),
  }));
  const draw = (shots: number, seed: number): ShotSample => {
    if (!info.shots.includes(shots)) {
      throw new ShotbenchError(
        'FEATURES_SHOTS',
        `the feature set "${info.name}" has no ${shots}-shot draws; expected 1 to ${info.shots.length}, the images of its largest class`,
      );
    }
    const [trainLabels, validationLabels] = [[...centre().labels], [...validation().labels]];
    return sampleShots({ trainLabels, validationLabels, shots, seed });
  };
  const { featureDim } = info;
  return {
    train(shots, seed = 1) {
      const { train } = draw(shots, seed);
      const drawnViews = views()?.map((view) => pickFeatures(view, train, featureDim));
      return { ...pickRows(centre(), train, featureDim), ...(drawnViews && { views: drawnViews }) };
    },
    validation: (shots, seed = 1) => pickRows(validation(), draw(shots, seed).validation, featureDim),
    ...(ids && {
      drawnIds(shots: number, seed = 1) {
        const [drawn, all] = [draw(shots, seed), idsOf()];
        return {
          train: Array.from(drawn.train, (row) => all.train[row]!),
          validation: Array.from(drawn.validation, (row) => all.validation[row]!),
        };
      },
      validationIds: () => idsOf().validation,
      testIds: () => readIds(entries, ids.test),
    }),
    wholeValidation: validation,
    test: () => readRows(entries, content.test),
  };
}

const empty: FeatureRows = { features: new Float32Array(), labels: new Int32Array(), count: 0 };

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
