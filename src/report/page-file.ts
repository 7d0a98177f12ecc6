// A failing expectation's page: all that happened until then, in a file beside the failure. Written only where
// `wavetank test --html FOLDER`, or WAVETANK_HTML, names a folder for it.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Cluster } from '../cluster/cluster';
import type { PageFocus } from '../page/data';
import { pageText } from '../page/render';
import type { Failure } from './failure';

/** The environment variable with the folder. */
export const PAGE_FOLDER = 'WAVETANK_HTML';

/**
 * The failure with the path of its page, which is named after the command that runs the test again.
 * @param focus what the page shows first
 */
export function withPage(
  failure: Failure,
  cluster: Cluster | undefined,
  replay: string | undefined,
  focus?: PageFocus,
): Failure {
  const folder = process.env[PAGE_FOLDER];
  if (!folder || !cluster) return failure;
  const { subject, negated, matcher } = failure;
  const title = `${subject} ${negated ? 'not ' : ''}${matcher}`;
  const path = join(resolve(folder), `${fileName(replay ?? title)}.html`);
  try {
    mkdirSync(resolve(folder), { recursive: true });
    writeFileSync(path, pageText(cluster, { title, focus }));
    return { ...failure, page: path };
  } catch (error) {
    return { ...failure, page: `not written: ${(error as Error).message}` };
  }
}

const LONGEST_NAME = 120;

/** `specs-shop-spec-ts-t-survives-a-lost-node` */
function fileName(replay: string): string {
  const words = replay.replace(/^npx (jest|wavetank test) /, '').toLowerCase();
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(-LONGEST_NAME);
}
