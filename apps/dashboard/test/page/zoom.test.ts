import { describe, expect, it } from 'vitest';

import { readZoom, writeZoom } from '../../page/views/curves/zoom.ts';

describe('the zoom in an address', () => {
  it('is read as it was written, to hundredths', () => {
    const zoom = { shots: [2, 16], accuracy: [55, 70.25] } as const;
    expect(writeZoom(zoom)).toBe('2-16,55-70.25');
    expect(readZoom(writeZoom(zoom))).toEqual(zoom);
    expect(writeZoom({ shots: [0, 1], accuracy: [-0.5, 33.333] })).toBe('0-1,0-33.33');
  });

  it.each([undefined, '', '2-16', '16-2,50-60', '2-16,60-50', '2-16,50-50', '2-16,-5-60', '2-16,50-60 ', 'a-b,c-d'])(
    'is none for %j',
    (text) => {
      expect(readZoom(text)).toBeUndefined();
    },
  );
});
