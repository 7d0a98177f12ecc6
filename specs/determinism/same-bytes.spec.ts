// One seed, one run: again in this process, on forks, replayed from what was recorded, and in another process under
// another time zone and locale.
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../support/root';
import { type Digest, digestOf, objectsText } from './digest';
import { record, replay } from './replay';
import { finish, type Run, scripts } from './scripts';

interface First {
  readonly run: Run;
  readonly instants: readonly number[];
  readonly digest: Digest;
}

const first = new Map<string, First>();
/** Runs are forked after these parts of their steps. */
const FORK_AT = [0.3, 0.7];

beforeAll(() => {
  for (const { name, start } of scripts) {
    const { run, instants } = record(start);
    first.set(name, { run, instants, digest: digestOf(run.cluster) });
  }
});

describe.each(scripts)('$name', ({ name, start }) => {
  const recorded = () => first.get(name) as First;
  const expected = () => recorded().digest;

  test('a second run', () => {
    const again = finish(start());
    expect(digestOf(again.cluster)).toEqual(expected());
    expect(objectsText(again.cluster)).toBe(objectsText(recorded().run.cluster));
  });

  test('forks that go on, and the run that they came from', () => {
    const original = start();
    const forks: Digest[] = [];
    const points = FORK_AT.map((part) => Math.floor(part * original.length));
    for (let index = 0; index < original.length; index++) {
      if (points.includes(index)) forks.push(digestOf(finish(original.fork(), index).cluster));
      original.step(index);
    }
    expect(digestOf(original.cluster)).toEqual(expected());
    expect(forks).toEqual([...new Set(points)].map(expected));
  });

  test('a replay of the recorded steps at their instants, time passing in small pieces', () => {
    expect(digestOf(replay(start, recorded().instants).cluster)).toEqual(expected());
  });

  test('another seed gives other bytes', () => {
    const other = digestOf(finish(start({ seed: 2 })).cluster);
    expect(other.objects).not.toBe(expected().objects);
    expect(other.history).not.toBe(expected().history);
  });
});

test('another seed gives another run where names are drawn', () => {
  const [{ name, start }] = scripts as [(typeof scripts)[number]];
  const other = digestOf(finish(start({ seed: 2 })).cluster);
  expect(other.trace).not.toBe(first.get(name)?.digest.trace);
});

test.each([
  { name: 'New Zealand, Turkish', environment: { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
])('another process: $name', ({ environment }) => {
  const arguments_ = ['scripts/run.mjs', 'specs/determinism/other-process.ts'];
  const { stdout, stderr, status } = spawnSync(process.execPath, arguments_, {
    cwd: root,
    env: { ...process.env, ...environment, NODE_OPTIONS: '--no-warnings --max-semi-space-size=2' },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { zone, digests } = JSON.parse(stdout) as { zone: number; digests: Record<string, Digest> };
  expect(zone).not.toBe(new Date(1_767_225_600_000).getUTCHours());
  expect(digests).toEqual(Object.fromEntries([...first].map(([name, { digest }]) => [name, digest])));
});
