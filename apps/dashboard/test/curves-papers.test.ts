import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { describeInChromium, screenshot } from './chromium.ts';
import { fillCurves } from './sample-curves.ts';
import { serve } from './serve.ts';

describeInChromium('the printed numbers beside curves', (openPage) => {
  it('are dashed and hollow, in the colour of their method, and say where they are from', async () => {
    const { url } = await serve(fillCurves);
    const { page, complaints } = await openPage(`${url}?view=curves`);
    await page.locator('#panels .mark').first().waitFor();
    expect(await page.locator('.series.printed').count()).toBe(0);
    await page.getByText('taskres-few-shot', { exact: true }).click();
    const dtd = page.locator('figure', { hasText: 'dtd' });
    const coop = dtd.locator('.series.printed[data-method=coop]');
    await coop.locator('.mark').first().waitFor();
    expect(new URL(page.url()).searchParams.get('paper')).toBe('taskres-few-shot');
    const styles = await dtd.evaluate((figure) =>
      ['.printed', ':not(.printed)'].map((kind) => {
        const series = figure.querySelector(`.series[data-method=coop]${kind}`)!;
        const { stroke, strokeDasharray } = getComputedStyle(series.querySelector('.line')!);
        return {
          stroke,
          dashed: strokeDasharray !== 'none',
          fill: getComputedStyle(series.querySelector('.mark')!).fill,
        };
      }),
    );
    expect(styles[0]!.stroke).toBe(styles[1]!.stroke);
    expect(styles.map(({ dashed }) => dashed)).toEqual([true, false]);
    expect(styles[0]!.fill).not.toBe(styles[1]!.fill);
    expect(await page.locator('#printed-legend li').allTextContents()).toEqual([
      ...[
        'printed:',
        'zero-shot CLIP',
        'CoOp',
        'CLIP-Adapter',
        'Tip-Adapter',
        'Tip-Adapter-F',
        'TaskRes, re-run by HC',
      ],
    ]);
    const note = await page.locator('#paper-note').textContent();
    expect(note).toMatch(/^Thin, dashed and hollow: as printed, TaskRes's few-shot comparison on 11 datasets\./);
    expect(note).toContain('Homology Consistency Constrained Efficient Tuning for Vision-Language Models, Table 5');
    await screenshot(page, 'curves-paper');

    await dtd.locator('.probe').focus();
    await page.keyboard.press('End');
    // Of the notebook of APE on DTD at 16 shots, as the README of the numbers has it.
    expect(await dtd.locator('.readout tr', { hasText: 'CoOp63' }).textContent()).toBe('CoOp63.70 printed, fixed');
    expect(await dtd.locator('.probe').getAttribute('aria-valuetext')).toContain('CoOp as printed 63.70');
    expect(complaints).toEqual([]);
  });

  it('go with the methods that are chosen', async () => {
    const { url } = await serve(fillCurves);
    const { page, complaints } = await openPage(`${url}?view=curves&paper=taskres-few-shot&methods=taskres,zero-shot`);
    await page.locator('.printed .mark').first().waitFor();
    expect(await page.locator('#printed-legend li').allTextContents()).toEqual([
      ...['printed:', 'zero-shot CLIP', 'TaskRes, re-run by HC'],
    ]);
    expect(complaints).toEqual([]);
  });

  it('are not drawn where the backbone is another', async () => {
    const { url } = await serve(fillCurves);
    const { page, complaints } = await openPage(`${url}?view=curves&paper=r-amt-few-shot`);
    await page.locator('#panels .mark').first().waitFor();
    expect(await page.locator('.series.printed').count()).toBe(0);
    expect(await page.locator('#paper-note').textContent()).toBe(
      "R-AMT's few-shot comparison on 11 datasets: nothing that was read is printed for these datasets on RN50.",
    );
    expect(complaints).toEqual([]);
  });
});

describeInChromium('the downloads of curves', (openPage) => {
  it('are what is shown: SVG, the same as PNG, and the points', async () => {
    const { url } = await serve(fillCurves);
    const query = 'methods=taskres%2Czero-shot&paper=taskres-few-shot&axes=equal';
    const { page, complaints } = await openPage(`${url}?view=curves&${query}`);
    await page.locator('#panels .mark').first().waitFor();
    const downloaded = async (name: string) => {
      const started = page.waitForEvent('download');
      await page.locator('.downloads').getByText(name, { exact: true }).click();
      const download = await started;
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const svg = await downloaded('SVG');
    expect(svg.name).toBe('shotbench-curves.svg');
    expect(svg.bytes.toString()).toBe(await (await fetch(`${url}api/curves.svg?backbone=RN50&${query}`)).text());
    expect(svg.bytes.toString()).toContain('>TaskRes, re-run by HC, printed<');
    const csv = await downloaded('CSV');
    expect(csv.bytes.toString()).toMatch(/^backbone,dataset,method,[^]*\nRN50,dtd,taskres,fixed,1,[^]*,1\n$/);

    const png = await downloaded('PNG');
    expect(png.name).toBe('shotbench-curves.png');
    const size = await page.evaluate(
      async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        const colours = new Set<string>();
        for (let i = 0; i < data.length; i += 4) colours.add([...data.slice(i, i + 3)].join());
        return { width: bitmap.width, white: colours.has('255,255,255'), blue: colours.has('0,114,178') };
      },
      [...png.bytes],
    );
    // Seven inches at 288 dots per inch.
    expect(size).toEqual({ width: 2016, white: true, blue: true });
    expect(complaints).toEqual([]);
  });

  it('are of the one panel that is enlarged', async () => {
    const { url } = await serve(fillCurves);
    const { page, complaints } = await openPage(`${url}?view=curves&panel=average`);
    await page.locator('figure.large .mark').first().waitFor();
    const href = await page.locator('.downloads a').first().getAttribute('href');
    const svg = await (await fetch(new URL(href!, url))).text();
    expect(svg).toContain('width="252pt"');
    expect(svg.match(/font-size="8"/g)).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});
