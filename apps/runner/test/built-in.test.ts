import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { drawShots, openDataset } from '@shotbench/datasets';
import { pictoSets } from '@shotbench/picto';
import { Tracker } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { shotbench, temporaryFolder } from './shotbench.ts';

describe('built-in datasets and models', { timeout: 300_000 }, () => {
  it('are drawn and extracted when a run needs them, and not again', async () => {
    const cwd = temporaryFolder();
    const grid = ['--methods', 'zero-shot,tip-adapter', '--shots', '2', '--seeds', '3'];
    const args = ['run', '--features', 'subgroups-fxemoji', ...grid];
    const first = await shotbench(args, cwd);
    expect(first.stderr).toMatch(/extracted subgroups-fxemoji: 68 classes, 128 features, with text, .* picto \(/);
    expect(first.code).toBe(0);
    // Far above the chance of one in 68, on drawings of an artist that the encoder has never seen.
    expect(Number(/zero-shot .*?(\d+\.\d\d)/.exec(first.stdout)?.[1])).toBeGreaterThan(10);
    expect(readdirSync(join(cwd, '.cache', 'datasets'))).toEqual(['subgroups-fxemoji']);
    expect((await shotbench(args, cwd)).stderr).not.toContain('extracted');

    // The card says how hard the dataset is; another machine may take two images for something else.
    const hard = await shotbench(['features', 'difficulty', 'subgroups-fxemoji'], cwd);
    const rtd = Number(/^subgroups-fxemoji +68 +484 +[\d.]+ +(\S+)/m.exec(hard.stdout)![1]);
    const card = pictoSets.find(({ name }) => name === 'subgroups-fxemoji')!;
    const images = (difficulty: number): number => 484 / (68 * difficulty);
    expect(Math.abs(images(rtd) - images(card.transferDifficulty.rtd))).toBeLessThan(2.5);

    // The images of each draw are stored with its run.
    const tracker = Tracker.openReadOnly(join(cwd, 'results', 'shotbench.sqlite'));
    const drawn = drawShots(openDataset(join(cwd, '.cache', 'datasets', 'subgroups-fxemoji')), { shots: 2, seed: 3 });
    const [run] = tracker.runs({ methods: ['tip-adapter'] });
    expect(tracker.drawnImages(run!.key)).toEqual(drawn.ids);
    expect(drawn.ids.train).toHaveLength(136);
    const [without] = tracker.runs({ methods: ['zero-shot'] });
    expect(tracker.drawnImages(without!.key)).toBeUndefined();

    // Of 68 classes the first 34 are learned, from the images that the same draw has of them.
    const halves = ['--methods', 'zero-shot,clip-adapter', '--shots', '2', '--seeds', '3', '--base-to-novel'];
    const judged = await shotbench(['run', '--features', 'subgroups-fxemoji', ...halves], cwd);
    expect(judged.stderr).toMatch(/subgroups-fxemoji, 2 shots, clip-adapter, seed 3, base to novel: base \d+/);
    expect(judged.stdout).toMatch(/^base to novel · 2 shots · picto · protocol fixed\n/);
    const accuracies = /^zero-shot +([\d.]+)[*°]? +([\d.]+)[*°]? +([\d.]+)[*°]?$/m
      .exec(judged.stdout)!
      .slice(1)
      .map(Number);
    expect(Math.min(...accuracies)).toBeGreaterThan(20);
    const [learned] = tracker.runs({ methods: ['clip-adapter'] });
    const base = tracker.drawnImages(learned!.key)!.train;
    expect(base).toHaveLength(68);
    expect(base).toEqual(drawn.ids.train.filter((id) => base.includes(id)));

    // Prompts are learned through the model that made the features, saved, and evaluated as where they were learned.
    const coop = ['--methods', 'coop', '--set', 'coop.words="a photo of a"', '--set', 'coop.epochs=2'];
    const learn = [...coop, '--shots', '2', '--seeds', '3', '--save', 'prompts'];
    const taught = await shotbench(['run', '--features', 'subgroups-fxemoji', ...learn], cwd);
    expect(taught.stderr).toMatch(/subgroups-fxemoji, 2 shots, coop \(epochs=2, words="a photo of a"\), seed 3: /);
    const [prompted] = tracker.runs({ methods: ['coop'] });
    const [file] = readdirSync(join(cwd, 'prompts'));
    expect(file).toBe(`subgroups-fxemoji-2-shots-coop-seed-3-${prompted!.key.slice(0, 8)}.safetensors`);
    tracker.close();
    const args2 = ['prompts', join('prompts', file!), '--features', 'subgroups-fxemoji'];
    const spelled = await shotbench(args2, cwd);
    const percent = prompted!.result!.accuracy.toFixed(2);
    expect(spelled.stdout).toMatch(new RegExp(`^subgroups-fxemoji: ${percent} % of 484 test images\n.*\n +1 {2}"a" `));
  });

  it('have raw pixels for a control', async () => {
    const cwd = temporaryFolder();
    const args = ['features', 'extract', '--model', 'pixels', '--dataset', 'subgroups-sketch', '--name', 'sketch'];
    const { code, stdout } = await shotbench(args, cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^extracted sketch: 68 classes, 768 features, without text, .* pixels \(/);
  });

  it('are named where a name is none of them', async () => {
    const cwd = temporaryFolder();
    const dataset = await shotbench(['features', 'extract', '--model', 'picto', '--dataset', 'subgrups'], cwd);
    expect(dataset.code).toBe(1);
    expect(dataset.stderr).toMatch(
      /no dataset "subgrups" here; expected the path of one, or people-actions, subgroups,/,
    );
    const model = await shotbench(['features', 'extract', '--model', 'pikto', '--dataset', 'subgroups-fxemoji'], cwd);
    expect(model.code).toBe(1);
    expect(model.stderr).toMatch(/no model "pikto" here; expected the path of a CLIP model, or picto or pixels,/);
  });
});
