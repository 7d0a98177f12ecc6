// The page looks as it did when its numbers were taken (`npm run page:look`): landmarks stand where they stood, and no
// part of the picture is lighter or darker. Fonts differ from machine to machine: letters are invisible in what is
// compared, boxes may be off by a line's height.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { CELLS, difference, gridOf, type Look, lookOf, openView, VIEWS, type ViewName } from '../../scripts/page/look';
import { writePicturePage } from '../../scripts/page/picture';
import { root } from '../support/root';
import { inBrowser, startBrowser } from './browser';

const golden = JSON.parse(readFileSync(join(root, 'specs/page/look.gen.json'), 'utf8')) as Record<ViewName, Look>;
const picture = join(root, 'docs/images/page.png');

/** Pixels by which a box may be off. */
const OFF = 20;
/** Of 255. */
const LIGHTER = 14;

inBrowser('the look of the page', () => {
  let browser: Browser;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-look-'));
  beforeAll(async () => {
    browser = await startBrowser();
    url = writePicturePage(join(folder, 'page.html'));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.keys(VIEWS) as ViewName[])('%s', async (view) => {
    const page = await openView(browser, url, view);
    const look = await lookOf(page, CELLS[view]);
    await page.context().close();
    expect(Object.keys(look.boxes)).toEqual(Object.keys(golden[view].boxes));
    for (const [selector, box] of Object.entries(look.boxes)) {
      const off = box.map((value, index) => Math.abs(value - (golden[view].boxes[selector]?.[index] ?? Number.NaN)));
      expect({ selector, box, isOff: off.some((each) => !(each <= OFF)) }).toEqual({ selector, box, isOff: false });
    }
    expect(difference(look.grid, golden[view].grid, LIGHTER)).toBeLessThan(0.04);
  });

  test("the README's picture is of this page, and small", async () => {
    const page = await openView(browser, url, 'light');
    const [now, then] = [await page.screenshot(), readFileSync(picture)];
    const [a, b] = [await gridOf(page, now, CELLS.light), await gridOf(page, then, CELLS.light)];
    expect(difference(a, b, LIGHTER * 2)).toBeLessThan(0.04);
    expect(statSync(picture).size).toBeLessThan(150_000);
  });

  test('another look would be noticed', async () => {
    const page = await openView(browser, url, 'light');
    await page.addStyleTag({ content: ':root { --labels: 400px !important }' });
    await page.setViewportSize({ width: 1121, height: 680 });
    const look = await lookOf(page, CELLS.light);
    expect(look.boxes['#axis']).not.toEqual(golden.light.boxes['#axis']);
    expect(difference(look.grid, golden.light.grid, LIGHTER)).toBeGreaterThan(0.04);
  });
});
