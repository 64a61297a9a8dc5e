import { DATASET_CARDS } from '@shotbench/datasets';
import { relativeTransferDifficulty } from '@shotbench/few-shot';
import { paperNumbers, SHIFTED_SETS } from '@shotbench/paper-results';
import { pictoSets } from '@shotbench/picto';
import { describe, expect, it } from 'vitest';

import { shotbench, temporaryFolder } from './shotbench.ts';

describe('shotbench data cards', { timeout: 120_000 }, () => {
  it('prints what is known of the sets asked for, each once, in that order', async () => {
    const args = ['data', 'cards', 'OxfordPets', 'subgroups-sketch', 'dtd', 'imagenet-a', 'oxford_pets'];
    const { code, stdout } = await shotbench(args, temporaryFolder());
    expect(code).toBe(0);
    const [pets, sketches, textures, adversarial, ...others] = stdout.split('\n\n');
    expect(pets).toBe(
      [
        'oxford-pets: OxfordPets',
        '  classes   37',
        '  images    2,944 train, 736 validation, 3,669 test',
        '  prompt    "a photo of a {}, a type of pet."',
        '  RTD       3.01e-2 for CLIP ViT-B/16',
        '  RTD from  APEX (Yang et al., EMNLP 2024), table 16',
        '  licence   CC BY-SA 4.0',
        '  homepage  https://www.robots.ox.ac.uk/~vgg/data/pets/',
      ].join('\n'),
    );
    expect(sketches).toMatch(/^subgroups-sketch: .*\n {2}classes {3}68\n {2}images .* 1,076 test\n {2}prompts {3}"a /);
    expect(sketches).toMatch(/\n {2}RTD {7}2\.93e-1 for picto\n.* features difficulty subgroups-sketch\n/);
    expect(sketches).toMatch(/\n {2}shift of {2}subgroups\n {2}licence {3}CC-BY-4\.0 \(.*\); MIT \(.*\n.*comes with/);
    expect(textures).toMatch(/ 4\.95e-2 for CLIP ViT-B\/16\n.*4\.95e-3 is a misprint\n/);
    expect(adversarial).toMatch(/\n {2}RTD {7}1\.05e-2 .*\n.*1 \/ \(200 · 0\.4777\).*\n {2}shift of {2}imagenet\n/);
    expect(others).toEqual([]);
  });

  it('prints all without names, as JSON too', async () => {
    const text = await shotbench(['data', 'cards'], temporaryFolder());
    const ids = [...DATASET_CARDS.map(({ id }) => id), ...pictoSets.map(({ name }) => name)];
    expect(text.stdout.split('\n\n').map((block) => block.split(':')[0])).toEqual(ids);

    const json = await shotbench(['data', 'cards', '--json'], temporaryFolder());
    const cards = JSON.parse(json.stdout) as { id: string }[];
    expect(cards.map(({ id }) => id)).toEqual(ids);
    const [card] = DATASET_CARDS.filter(({ id }) => id === 'imagenet-r');
    const { id, title, sizes, template, transferDifficulty, shiftOf, licence, homepage } = card!;
    expect(cards.find((shown) => shown.id === id)).toEqual({
      ...{ id, title, sizes, prompts: [template], transferDifficulty, shiftOf, licence, homepage },
    });
    const [set] = pictoSets;
    expect(cards.find((shown) => shown.id === set!.name)).toMatchObject({
      sizes: { classes: 60, train: 960, validation: 242, test: 720 },
      transferDifficulty: set!.transferDifficulty,
    });
  });

  it('refuses a name that it does not know, before it prints anything', async () => {
    const { code, stdout, stderr } = await shotbench(['data', 'cards', 'dtd', 'mnist'], temporaryFolder());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^shotbench: error: there is no dataset called "mnist"; expected one of imagenet, .*, imagenet-r, people-actions, .*, concepts\n$/,
    );
  });
});

it.each(SHIFTED_SETS)('the card of %s has the difficulty of the accuracy that its source prints', (dataset) => {
  const zeroShot = { paper: 'hc', table: 'Table 2', methodId: 'zero-shot', backbone: 'ViT-B/16', dataset };
  const [printed, ...others] = paperNumbers(zeroShot);
  expect(others).toEqual([]);
  const card = DATASET_CARDS.find(({ id }) => id === dataset)!;
  const expected = relativeTransferDifficulty(card.sizes.classes, printed!.value / 100);
  expect(card.transferDifficulty.rtd).toBeCloseTo(expected, 12);
});
