// The page as a text: whole in itself, safe with any name, the same for the same run.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { pageScript } from '../../scripts/page/page-script';
import { cluster } from '../../src/index';
import { pageData } from '../../src/page/data';
import { SCRIPT, STYLE } from '../../src/page/page-script.gen';
import { pageText } from '../../src/page/render';
import { root } from '../support/root';
import { shopLosingNode, thousandPods } from './worlds';

const EVIL = '</script><script>alert(1)</script><!-- \u2028\u2029 "\' & é 🐟 \ud800';

function evil() {
  const tank = cluster({ nodes: 1 });
  tank.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { note: EVIL } } });
  return tank;
}

test('the script and the style are what their sources make', () => {
  expect(readFileSync(join(root, 'src/page/page-script.gen.ts'), 'utf8') === pageScript(root)).toBe(true);
});

test('the script is small', () => {
  expect(SCRIPT.length).toBeLessThan(50_000);
  expect(STYLE.length).toBeLessThan(15_000);
});

describe('no name or text gets out of its place', () => {
  const text = pageText(evil(), { title: EVIL });

  test('in the page', () => {
    expect(text.match(/<script[ >]/g)).toHaveLength(2);
    expect(text.match(/<\/script>/g)).toHaveLength(2);
    expect(text).not.toContain('alert(1)</script>');
    expect(text).not.toContain('<!--');
    expect(text).toContain('<h1>&lt;/script&gt;&lt;script&gt;alert(1)');
  });

  test('in the data, which comes back as it was', () => {
    const tank = evil();
    expect(dataOf(text)).toEqual(JSON.parse(JSON.stringify(pageData(tank, { title: EVIL }))));
    expect((dataOf(text) as { scalars: unknown[] }).scalars).toContain(EVIL);
  });
});

test('nothing is loaded and nothing runs but its own script', () => {
  const text = pageText(evil());
  const hash = (part: string) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
  const script = text.slice(text.lastIndexOf('<script type="module">') + 22, text.lastIndexOf('</script>'));
  const style = text.slice(text.indexOf('<style>') + 7, text.indexOf('</style>'));
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1]?.split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(text.match(/\b(src|href|srcset|action)=|url\(|@import|\son\w+=|style="/g)).toBeNull();
});

test('the same run is the same page, to the byte', () => {
  const [first, second] = [pageText(shopLosingNode()), pageText(shopLosingNode())];
  expect(first === second).toBe(true);
  expect(pageText(cluster({ nodes: 1, seed: 2 })) === pageText(cluster({ nodes: 1 }))).toBe(false);
});

test('a fork has the page of its own future', () => {
  const tank = evil();
  const before = pageText(tank);
  const fork = tank.fork();
  fork.advance('1m');
  expect(pageText(tank) === before).toBe(true);
  expect(pageText(fork) === before).toBe(false);
});

test('a thousand pods are less than a megabyte', () => {
  expect(pageText(thousandPods()).length).toBeLessThan(1_000_000);
});

function dataOf(text: string): unknown {
  const packed = /<script id="data" type="text\/plain">([^<]*)<\/script>/.exec(text)?.[1] ?? '';
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString());
}
