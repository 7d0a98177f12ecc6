// What the README's picture and the layout's golden numbers are of: the shop of fixtures/shop, in the middle of losing
// a node, with the pod chosen that was lost.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { shopLosingNode } from '../../specs/page/worlds';
import { pageText } from '../../src/page/render';

/** Seconds after the loss at which the picture is taken: the node is known to be unreachable. */
const AFTER_LOSS_MS = 60_000;

/** Writes the page, and gives the address that begins with the picture's instant and object. */
export function writePicturePage(file: string): string {
  const shop = shopLosingNode();
  const lost = shop
    .list('Pod')
    .find(({ metadata }) => metadata.deletionTimestamp && /^frontend/.test(metadata.name ?? ''));
  const failed = shop.timeline().find(({ what }) => what.startsWith('Ready True to Unknown'));
  if (!lost || !failed) throw new Error('the shop lost no pod');
  const focus = { kind: 'Pod', key: `default/${lost.metadata.name}`, atMs: failed.atMs + AFTER_LOSS_MS };
  writeFileSync(file, pageText(shop, { title: 'the shop loses a node', focus }));
  return pathToFileURL(file).href;
}
