import { PROTOCOLS } from '@shotbench/tracker';
import { z } from 'zod';

import { nameParameter } from '../parameters.ts';
import type { ViewApi } from '../view-api.ts';
import { comparePages } from './compare-pages.ts';
import { compareDocument } from './documents.ts';
import { type MethodsCompared, methodsCompared } from './methods-compared.ts';
import { type RunsCompared, runsCompared } from './runs-compared.ts';

const protocolParameter = z.enum(PROTOCOLS, `expected ${PROTOCOLS.join(', ')}`);
const keyParameter = z.string('expected one key').regex(/^[0-9a-fA-F]{4,64}$/, 'expected 4 to 64 hexadecimal digits');

const query = z.strictObject({
  a: nameParameter.optional(),
  aProtocol: protocolParameter.optional(),
  b: nameParameter.optional(),
  bProtocol: protocolParameter.optional(),
  backbone: nameParameter.optional(),
  /** Undefined for all of them. */
  shots: z
    .string('expected one number or all')
    .regex(/^(all|\d{1,9})$/, 'expected a whole number, such as 16, or all')
    .transform((text) => (text === 'all' ? undefined : Number(text)))
    .optional(),
  first: keyParameter.optional(),
  second: keyParameter.optional(),
});

export type CompareQuery = z.infer<typeof query>;

/** Two runs where both keys are given, else two methods: the strongest two where none is named. */
export type Compared = MethodsCompared | RunsCompared;

export const compareApi: ViewApi<CompareQuery, Compared> = {
  name: 'compare',
  query,
  answer: (source, { first, second, ...asked }) =>
    first !== undefined && second !== undefined
      ? runsCompared(source, first, second)
      : methodsCompared(source.snapshot, asked),
  documents: {
    csv: (source, asked) => compareDocument(source, asked, 'csv'),
    json: (source, asked) => compareDocument(source, asked, 'json'),
    md: (source, asked) => compareDocument(source, asked, 'md'),
    tex: (source, asked) => compareDocument(source, asked, 'tex'),
    svg: (source, asked) => compareDocument(source, asked, 'svg'),
  },
  pages: comparePages,
};
