// A real Chromium with one page open in it. Specs that need one are skipped, loudly, where there is none.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? 'chromium';
const isThere = spawnSync(CHROMIUM, ['--version']).status === 0;
if (!isThere) console.warn('chromium is not installed: specs of the page in a browser are skipped');

/** `describe` where there is a browser. */
export function inBrowser(name: string, specs: () => void): void {
  if (isThere) describe(name, specs);
  else describe.skip(name, specs);
}

/** How much longer things may take than on a machine that has nothing else to do. */
export const patience = () => Math.max(1, Math.min(8, (2 * (loadavg()[0] ?? 0)) / availableParallelism()));

export function startBrowser(): Promise<Browser> {
  const executablePath = spawnSync('which', [CHROMIUM], { encoding: 'utf8' }).stdout.trim();
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--hide-scrollbars', '--disable-gpu'] });
}

export class Screen {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'wavetank-page-'));

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<Screen> {
    return new Screen(await startBrowser());
  }

  /** Opens a page's text from a file, as users do; what it complains of is an error. */
  async open(text: string, options: BrowserContextOptions & { hash?: string } = {}): Promise<Page> {
    const { hash = '', ...context } = options;
    const file = join(this.#folder, 'page.html');
    writeFileSync(file, text);
    const page = await this.#browser.newPage({ viewport: { width: 1440, height: 900 }, ...context });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href + hash);
    await page.waitForSelector('body[data-ready]');
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}
