import { PAPER_LAYOUT } from '@shotbench/tracker';
import { describe, expect, it } from 'vitest';

import { layoutAsked } from './table-options.ts';

const asked = (options: Partial<Parameters<typeof layoutAsked>[0]>) => layoutAsked({ db: '', cache: '', ...options });

describe('layoutAsked', () => {
  it('is that of papers where nothing is asked for', () => {
    expect(asked({})).toEqual(PAPER_LAYOUT);
  });

  it('leaves no dimension twice', () => {
    expect(asked({ columns: ['shots'] })).toEqual({ rows: ['method'], columns: ['shots'], facets: ['backbone'] });
    expect(asked({ rows: ['dataset'] })).toEqual({
      rows: ['dataset'],
      columns: ['method'],
      facets: PAPER_LAYOUT.facets,
    });
    expect(asked({ columns: ['method'] })).toEqual({
      rows: ['dataset'],
      columns: ['method'],
      facets: PAPER_LAYOUT.facets,
    });
    expect(asked({ facets: ['dataset'] })).toEqual({ rows: ['method'], columns: ['shots'], facets: ['dataset'] });
  });
});
