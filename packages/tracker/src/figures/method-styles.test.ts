import { describe, expect, it } from 'vitest';

import { contrast, distance, VISIONS } from '../../test/colour-vision.ts';
import { METHOD_COLOURS, type MethodStyle, methodStyles } from './method-styles.ts';

const names = Array.from({ length: 224 }, (_, i) => `method-${String(i).padStart(3, '0')}`);
const look = ({ colour, symbol, dash }: MethodStyle, withDash = true) => [colour, symbol, withDash && dash] as const;
const isSame = (a: readonly unknown[], b: readonly unknown[]) => a.every((value, i) => value === b[i]);
/** Places of the first look that is like another one before it. */
const firstTwin = (looks: (readonly unknown[])[]) =>
  looks.findIndex((one, i) => looks.slice(0, i).some((other) => isSame(one, other)));

describe('methodStyles', () => {
  it('gives a method the same style whatever order the methods come in', () => {
    const [one, other] = [methodStyles(names), methodStyles([...names, ...names].reverse())];
    expect(names.map((name) => other(name))).toEqual(names.map((name) => one(name)));
  });

  it('tells 56 methods apart by colour and symbol, 224 with dashes, and the protocols of one', () => {
    const styles = methodStyles(names);
    const styled = names.map((name) => styles(name));
    expect(firstTwin(styled.slice(0, 56).map((style) => look(style, false)))).toBe(-1);
    expect(firstTwin(styled.map((style) => look(style)))).toBe(-1);
    const [first, second] = [styles('method-000'), styles('method-000', 1)];
    expect(second.colour).toBe(first.colour);
    expect(second.dash).not.toBe(first.dash);
  });

  it('keeps the looks of well-known methods whatever else there is, and has none of these twice', () => {
    const known = ['zero-shot', 'taskres', 'tip-adapter', 'tip-adapter-f', 'coop', 'linear-probe', 'clip-adapter'];
    const [alone, among] = [methodStyles(['coop']), methodStyles([...names, ...known, 'aaa', 'coop (lr=1)'])];
    expect(known.map((name) => among(name))).toEqual(known.map((name) => alone(name)));
    expect(new Set(known.map((name) => alone(name).colour)).size).toBe(known.length);
    expect(isSame(look(among('coop')), look(among('coop (lr=1)')))).toBe(false);
  });

  it('has what learns nothing in a grey of its own', () => {
    const styles = methodStyles([...names, 'zero-shot']);
    const grey = styles('zero-shot').colour;
    const channels = [1, 3, 5].map((start) => Number.parseInt(grey.slice(start, start + 2), 16));
    expect(Math.max(...channels) - Math.min(...channels)).toBeLessThan(16);
    expect(names.filter((name) => styles(name).colour === grey)).toEqual([]);
  });
});

describe.each([
  ['light', '#fdfdfc'],
  ['dark', '#14161a'],
] as const)('the colours on %s ground', (ground, paper) => {
  const colours = METHOD_COLOURS.map((colour) => colour[ground]);

  it('can be seen: a contrast of 3 or more', () => {
    expect(colours.filter((colour) => contrast(colour, paper) < 3)).toEqual([]);
    if (ground === 'light') expect(colours.filter((colour) => contrast(colour, '#ffffff') < 3)).toEqual([]);
  });

  it.each(VISIONS)('are told apart with %s vision', (vision) => {
    const pairs = colours.flatMap((one, i) => colours.slice(0, i).map((other) => [one, other] as const));
    expect(pairs.filter(([one, other]) => distance(one, other, vision) < 0.09)).toEqual([]);
  });
});

describe('the measures', () => {
  it('find black and white 21 to 1 and 1 apart, and red and green closer for who lacks a cone', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(distance('#000000', '#ffffff', 'normal')).toBeCloseTo(1, 5);
    const [normal, ...others] = VISIONS.map((vision) => distance('#b04040', '#607020', vision));
    expect(others.every((value) => value < normal! / 2)).toBe(true);
  });
});
