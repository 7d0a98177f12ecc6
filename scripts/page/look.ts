// How the page looks, in numbers that fonts hardly change: the boxes of its landmarks, and a coarse grid of the
// lightness of a screenshot whose letters are invisible. And the picture in the README.
import type { Browser, Page } from 'playwright-core';

export interface Look {
  /** `[x, y, width, height]` of each landmark. */
  readonly boxes: Readonly<Record<string, readonly number[]>>;
  /** Lightness from 0 to 255, row by row. */
  readonly grid: readonly (readonly number[])[];
}

export const VIEWS = {
  light: { viewport: { width: 1120, height: 680 }, colorScheme: 'light' },
  dark: { viewport: { width: 1120, height: 680 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true, hasTouch: true },
} as const;

export type ViewName = keyof typeof VIEWS;

/** Columns and rows of each view's grid. */
export const CELLS: Readonly<Record<ViewName, readonly [number, number]>> = {
  light: [32, 20],
  dark: [32, 20],
  phone: [13, 28],
};

const LANDMARKS = ['.bar', '#search', '.tools', '.now', '#slider', '#axis', '#lanes', '#nodes', '#details', '#legend'];

/** Opens a page's file as a view. Its policy is lifted: the look needs a style of its own. */
export async function openView(browser: Browser, url: string, view: ViewName): Promise<Page> {
  const page = await browser.newPage({ ...VIEWS[view], bypassCSP: true, reducedMotion: 'reduce' });
  await page.goto(url);
  await page.waitForSelector('body[data-ready]');
  // Two frames: one for what was asked, one for what its size led to.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return page;
}

export async function lookOf(page: Page, cells: readonly [number, number]): Promise<Look> {
  const boxes: Record<string, readonly number[]> = {};
  for (const selector of LANDMARKS) {
    const box = await page.locator(selector).boundingBox();
    if (box) boxes[selector] = [box.x, box.y, box.width, box.height].map(Math.round);
  }
  await page.addStyleTag({ content: '* { color: transparent !important }' });
  return { boxes, grid: await gridOf(page, await page.screenshot(), cells) };
}

/** The mean lightness of each cell of a picture, worked out by the browser, which can read it. */
export async function gridOf(page: Page, png: Buffer, [columns, rows]: readonly [number, number]): Promise<number[][]> {
  return page.evaluate<number[][]>(`(async () => {
    const letters = atob('${png.toString('base64')}');
    const bytes = Uint8Array.from({ length: letters.length }, (_, index) => letters.charCodeAt(index));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const sums = Array.from({ length: ${rows} }, () => Array.from({ length: ${columns} }, () => [0, 0]));
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const sum = sums[Math.floor((y * ${rows}) / picture.height)][Math.floor((x * ${columns}) / picture.width)];
        const at = (y * picture.width + x) * 4;
        sum[0] += 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
        sum[1]++;
      }
    }
    return sums.map((row) => row.map(([sum, count]) => Math.round(sum / count)));
  })()`);
}

/** The share of cells that differ by more than a tolerance. */
export function difference(a: Look['grid'], b: Look['grid'], tolerance: number): number {
  const pairs = a.flatMap((row, y) => row.map((value, x) => Math.abs(value - (b[y]?.[x] ?? 1000))));
  return pairs.filter((each) => each > tolerance).length / pairs.length;
}
