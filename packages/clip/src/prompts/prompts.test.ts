import { describe, expect, it } from 'vitest';

import { ShotbenchError } from '@shotbench/errors';
import { errorOf } from '@shotbench/errors/testing';

import { promptNames } from './class-names.ts';
import { fillTemplate } from './fill-template.ts';
import { textClassifier, type TextClassifierOptions, type TextRows } from './text-classifier.ts';

describe('fillTemplate', () => {
  it.each([
    ['a photo of a {}.', 'cat', 'a photo of a cat.'],
    ['{} texture.', 'dotted', 'dotted texture.'],
    ['a {}', '$& {} $1', 'a $& {} $1'],
    ['{}', '', ''],
  ])('%j with %j', (template, name, expected) => {
    expect(fillTemplate(template, name)).toBe(expected);
  });

  it.each([
    ['a photo', 'template "a photo" has no places {} for the class name; expected one'],
    ['{} or {}', 'template "{} or {}" has 2 places {}'],
    ['', 'template "" has no places'],
    ['a { }', 'has no places'],
  ])('refuses %j', (template, message) => {
    const error = errorOf(() => fillTemplate(template, 'cat'));
    expect(error).toMatchObject({ code: 'PROMPT_TEMPLATE', message: expect.stringContaining(message) });
  });
});

describe('promptNames', () => {
  it('replaces underscores or keeps them', () => {
    expect(promptNames(['american_bulldog', 'cat'])).toEqual(['american bulldog', 'cat']);
    expect(promptNames(['american_bulldog', 'cat'], { underscores: 'keep' })).toEqual(['american_bulldog', 'cat']);
  });

  it('allows duplicates on demand', () => {
    expect(promptNames(['missile', 'missile'], { duplicates: 'allow' })).toEqual(['missile', 'missile']);
    expect(promptNames(['a_b', 'a b'], { underscores: 'keep' })).toEqual(['a_b', 'a b']);
  });

  it.each<[string, string[], string]>([
    ['no names', [], 'there are no class names'],
    ['an empty name', ['cat', ''], 'class 1 is called ""; expected a name'],
    ['a blank name', [' \n'], 'class 0 is called " \\n"'],
    ['a name of underscores', ['___'], 'class 0 is called "___"'],
    ['the same name twice', ['cat', 'dog', 'cat'], 'classes 0 and 2 are both called "cat" in prompts'],
    ['names that become the same', ['sea lion', 'sea_lion'], 'classes 0 and 1 are both called "sea lion"'],
  ])('refuses %s', (_, names, message) => {
    const error = errorOf(() => promptNames(names));
    expect(error).toMatchObject({ code: 'PROMPT_CLASS', message: expect.stringContaining(message) });
  });
});

const D = 5;
const NAMES = ['ant', 'bee_fly', 'cat', 'dog'];
const TEMPLATES = ['a {}.', 'the {} of x', 'itap of a {}!'];

/** Embeddings that depend on all of a text, of quite different lengths. */
function embedding(text: string): number[] {
  let state = 7;
  for (const character of text) state = (state * 31 + character.charCodeAt(0)) % 1_000_003;
  return Array.from({ length: D }, (_, d) => Math.fround(Math.sin(state * (d + 1)) * (1 + (state % 13))));
}

function encode(texts: readonly string[]): Promise<TextRows> {
  return Promise.resolve({ rows: Float32Array.from(texts.flatMap(embedding)), D });
}

function classifier(options: Partial<TextClassifierOptions> = {}): Promise<TextRows> {
  return textClassifier({ classNames: NAMES, templates: TEMPLATES, encode, convention: 'mean-of-raw', ...options });
}

const length = (x: number[]): number => Math.hypot(...x);
const unit = (x: number[]): number[] => x.map((value) => value / length(x));
const mean = (xs: number[][]): number[] => xs[0]!.map((_, d) => xs.reduce((sum, x) => sum + x[d]!, 0) / xs.length);

/** The rows once more, one class after the other. */
function expected(normalize: boolean, names = NAMES.map((name) => name.replace('_', ' '))): number[] {
  return names.flatMap((name) => {
    const embeddings = TEMPLATES.map((template) => embedding(template.replace('{}', name)));
    return normalize ? unit(mean(embeddings.map(unit))) : mean(embeddings);
  });
}

function expectClose(actual: Float32Array, wanted: number[]): void {
  expect(actual).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries())
    expect(Math.abs(actual[i]! - value)).toBeLessThan(1e-6 * (1 + Math.abs(value)));
}

describe('textClassifier', () => {
  it('averages normalised embeddings and normalises the mean', async () => {
    const { rows, D: width } = await classifier({ convention: 'mean-of-normalized' });
    expect(width).toBe(D);
    expectClose(rows, expected(true));
    for (let c = 0; c < NAMES.length; c++) expect(length([...rows.subarray(c * D, (c + 1) * D)])).toBeCloseTo(1, 6);
  });

  it('averages embeddings as they are', async () => {
    const { rows } = await classifier();
    expectClose(rows, expected(false));
    // The conventions point in other directions, not only to other lengths: long embeddings weigh more here.
    const [raw, normalized] = [expected(false), expected(true)].map((values) => unit(values.slice(0, D)));
    expect(length(raw!.map((value, d) => value - normalized![d]!))).toBeGreaterThan(0.05);
  });

  it('keeps underscores on demand', async () => {
    const { rows } = await classifier({ underscores: 'keep' });
    expectClose(rows, expected(false, NAMES));
  });

  it('asks for the prompts class by class, in chunks, and tells how far it is', async () => {
    const chunks: (readonly string[])[] = [];
    const progress: [number, number][] = [];
    await classifier({
      chunkSize: 5,
      encode: (texts) => {
        chunks.push(texts);
        return encode(texts);
      },
      onProgress: (done, total) => progress.push([done, total]),
    });
    expect(chunks.map((texts) => texts.length)).toEqual([5, 5, 2]);
    expect(chunks.flat().slice(0, 4)).toEqual(['a ant.', 'the ant of x', 'itap of a ant!', 'a bee fly.']);
    expect(progress).toEqual([
      [5, 12],
      [10, 12],
      [12, 12],
    ]);
  });

  it.each(['mean-of-normalized', 'mean-of-raw'] as const)(
    'gives the same bits for every chunk size: %s',
    async (convention) => {
      const { rows } = await classifier({ convention });
      for (const chunkSize of [1, 2, 7, 12, 1000])
        expect((await classifier({ convention, chunkSize })).rows).toEqual(rows);
    },
  );

  it.each<[string, Partial<TextClassifierOptions>, string, string]>([
    ['no templates', { templates: [] }, 'PROMPT_TEMPLATE', 'there are no templates'],
    ['a template without a place', { templates: ['a {}', 'a photo'] }, 'PROMPT_TEMPLATE', '"a photo" has no places'],
    ['a template twice', { templates: ['a {}', 'the {}', 'a {}'] }, 'PROMPT_TEMPLATE', '"a {}" is listed twice'],
    ['chunks of nothing', { chunkSize: 0 }, 'PROMPT_CHUNK', 'chunks have 0 texts'],
    ['a class twice', { classNames: ['a', 'a'] }, 'PROMPT_CLASS', 'classes 0 and 1'],
    [
      'an embedding that is NaN',
      { encode: async (texts) => ({ rows: (await encode(texts)).rows.fill(NaN, 7, 8), D }) },
      'PROMPT_EMBEDDING',
      'the embedding of "the ant of x" has length NaN; expected finite numbers',
    ],
    [
      'an embedding of zeros',
      { encode: async (texts) => ({ rows: (await encode(texts)).rows.fill(0, 0, D), D }) },
      'PROMPT_EMBEDDING',
      'the embedding of "a ant." has length 0',
    ],
    [
      'embeddings that cancel out',
      {
        convention: 'mean-of-normalized',
        templates: ['a {}', 'no {}'],
        encode: (texts) => Promise.resolve({ rows: Float32Array.from(texts, (_, i) => (i % 2 === 0 ? 2 : -3)), D: 1 }),
      },
      'PROMPT_EMBEDDING',
      'the embeddings of class "ant" cancel out',
    ],
  ])('refuses %s', async (_, options, code, message) => {
    const error = await classifier(options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ShotbenchError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('encodes nothing before names and templates are checked', async () => {
    const never = (): Promise<TextRows> => Promise.reject(new Error('was asked'));
    await expect(classifier({ templates: ['a photo'], encode: never })).rejects.toThrow('has no places');
    await expect(classifier({ encode: never })).rejects.toThrow('was asked');
  });

  it('does not take rows of another shape', async () => {
    const short = (texts: readonly string[]): Promise<TextRows> => encode(texts.slice(1));
    await expect(classifier({ encode: short })).rejects.toThrow('encode gave 55 values in rows of 5 for 12 texts');
    let calls = 0;
    const changing = async (texts: readonly string[]): Promise<TextRows> => {
      const { rows } = await encode(texts);
      return calls++ === 0 ? { rows, D } : { rows: rows.subarray(0, texts.length), D: 1 };
    };
    await expect(classifier({ encode: changing, chunkSize: 4 })).rejects.toThrow('expected rows of 5');
  });
});
