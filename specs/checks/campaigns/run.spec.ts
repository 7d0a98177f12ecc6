// The cases as work to share: what comes of one depends on the settled cluster alone.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { campaignCases, runCase, runCases, shardOf } from '../../../src/checks/campaigns/run';
import { budget, service, settled, web } from './shop';

const root = join(__dirname, '../../..');
const started = settled([web({ container: { lifecycle: undefined } }), service, budget({ minAvailable: 2 })]);
const cases = campaignCases(started);

test('every campaign that has something to do has its cases', () => {
  expect([...new Set(cases.map(({ campaign }) => campaign))]).toEqual([
    'delete-pod',
    'restart',
    'roll-image',
    'drain-node',
    'lose-node',
  ]);
});

test('a case alone, and after all others, comes to the same', () => {
  const { revision } = started.cluster.simulation.store;
  const all = runCases(started, cases);
  const again = [...cases].reverse().map((one) => runCase(started.cluster, one));
  expect(again.reverse()).toEqual(all);
  expect(structuredClone(all)).toEqual(all);
  expect(started.cluster.simulation.store.revision).toBe(revision);
});

test.each([1, 2, 3, 100])('%d shards are disjoint and have all cases', (count) => {
  const shards = Array.from({ length: count }, (_, index) => shardOf(cases, index + 1, count));
  const sizes = shards.map(({ length }) => length);
  expect(shards.flat()).toHaveLength(cases.length);
  expect(new Set(shards.flat()).size).toBe(cases.length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

describe('threads', () => {
  let folder = '';

  beforeAll(() => {
    const cache = join(root, 'node_modules/.cache/wavetank');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'threads-'));
    const entryPoints = {
      driver: join(__dirname, 'threads-driver.ts'),
      'check-thread': join(root, 'src/checks/campaigns/thread-entry.ts'),
    };
    buildSync({
      entryPoints,
      outdir: folder,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const runWith = (threads: number) => {
    const run = spawnSync(process.execPath, [join(folder, 'driver.cjs'), String(threads)], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    return run.stdout;
  };

  test('of any number come to the same', () => {
    const alone = runWith(1);
    expect(JSON.parse(alone).length).toBeGreaterThan(30);
    expect(runWith(2)).toBe(alone);
  });
});
