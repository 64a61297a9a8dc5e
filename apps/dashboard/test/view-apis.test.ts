import { Tracker } from '@shotbench/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';

import { readSnapshot } from '../src/results/read-snapshot.ts';
import { parseQuery } from '../src/views/parse-query.ts';
import type { Source } from '../src/views/source.ts';
import { EXTENSIONS, type ViewApi } from '../src/views/view-api.ts';
import { VIEW_APIS } from '../src/views/views.ts';
import { fillEveryEvaluation } from './every-evaluation.ts';
import { newDatabase } from './sample-results.ts';

/** What views answer from: results of every evaluation, or none at all. */
function sourceOf(fill: (tracker: Tracker) => void): Source {
  const { file, tracker: writer } = newDatabase();
  fill(writer);
  const tracker = Tracker.openReadOnly(file);
  onTestFinished(() => tracker.close());
  return { tracker, snapshot: readSnapshot(tracker, 'v') };
}

function parsed(view: ViewApi, parameters: object): never {
  const result = parseQuery(view, parameters);
  if ('problem' in result) throw new Error(result.problem);
  return result.query;
}

it('all have names of their own that fit into an address', () => {
  const names = VIEW_APIS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(names).not.toContain('events');
});

describe.each(VIEW_APIS.map((view) => [view.name, view] as const))('the view %s', (_, view) => {
  it.each([
    ['results of every evaluation', fillEveryEvaluation],
    ['no results', () => undefined],
  ])('answers for all of its pages over %s, with nothing that JSON cannot hold', async (_title, fill) => {
    const source = sourceOf(fill);
    for (const parameters of view.pages(source)) {
      const answer: unknown = await view.answer(source, parsed(view, parameters));
      expect(JSON.parse(JSON.stringify(answer)), JSON.stringify(parameters)).toEqual(answer);
    }
  });

  it('writes all documents of its pages, the same each time', async () => {
    const source = sourceOf(fillEveryEvaluation);
    for (const parameters of view.pages(source)) {
      const query = parsed(view, parameters);
      for (const extension of EXTENSIONS) {
        const write = view.documents?.[extension];
        if (write === undefined) continue;
        const text = await write(source, query);
        expect(text.length, `${extension} ${JSON.stringify(parameters)}`).toBeGreaterThan(0);
        expect(await write(source, query)).toBe(text);
      }
    }
  });

  it('takes texts only, and no parameter that it does not know', () => {
    for (const name of ['unknown', '__proto__', 'constructor', 'prototype', 'toString', '']) {
      const asked = JSON.parse(`{${JSON.stringify(name)}:"1"}`) as object;
      expect(parseQuery(view, asked)).toEqual({
        problem: expect.stringMatching(/^".*" is not a parameter; expected [\w, ]+$/),
      });
    }
    for (const name of Object.keys(view.query.shape)) {
      for (const value of [['a', 'b'], { a: '1' }, [], null, 1, true]) {
        const problem = parseQuery(view, { [name]: value });
        expect(problem, `${name}=${JSON.stringify(value)}`).toEqual({
          problem: expect.stringMatching(/^\w+ is .*; .*expected [^\n]+$/),
        });
      }
    }
  });
});
