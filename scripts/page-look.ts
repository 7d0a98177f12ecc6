// Takes the README's picture of the page and writes the golden numbers of its layout: `npm run page:look`, after a
// change of how the page looks, which its spec tells of. Needs chromium.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CELLS, type Look, lookOf, openView, VIEWS, type ViewName } from './page/look';
import { writePicturePage } from './page/picture';

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-look-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--hide-scrollbars', '--disable-gpu'],
  });
  const url = writePicturePage(join(folder, 'page.html'));
  const looks: Partial<Record<ViewName, Look>> = {};
  for (const view of Object.keys(VIEWS) as ViewName[]) {
    const page = await openView(browser, url, view);
    if (view === 'light') {
      mkdirSync('docs/images', { recursive: true });
      await page.screenshot({ path: 'docs/images/page.png' });
    }
    looks[view] = await lookOf(page, CELLS[view]);
  }
  const lines = Object.entries(looks).map(([view, { boxes, grid }]) => {
    const rows = grid.map((row) => `      ${JSON.stringify(row)}`).join(',\n');
    return `  "${view}": {\n    "boxes": ${JSON.stringify(boxes)},\n    "grid": [\n${rows}\n    ]\n  }`;
  });
  writeFileSync('specs/page/look.gen.json', `{\n${lines.join(',\n')}\n}\n`);
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

main();
