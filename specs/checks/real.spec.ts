// What the rules find in manifests that nobody here wrote: the counts of docs/check-findings.md.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { check } from '../../src/checks/check';
import { CheckContext } from '../../src/checks/context';
import { ManifestSet } from '../../src/checks/manifest-set';
import { rules } from '../../src/checks/table';
import { loadManifests } from '../../src/manifests/load';

const root = join(__dirname, '../..');
const real = join(root, '../shared/real');
const page = readFileSync(join(root, 'docs/check-findings.md'), 'utf8');
const sets = ['online-boutique', 'voting-app', 'guestbook'];
const isThere = existsSync(real);
if (!isThere) console.warn(`skipped: ${real} is not there`);

/** Rule, profile, and the counts of the three sets. */
const rows = [...page.matchAll(/^\| ([a-z-]+) \| (recommended|strict) \| (\d+) \| (\d+) \| (\d+) \| (.+) \|$/gm)];

(isThere ? describe : describe.skip)('the rules find in', () => {
  test.each(sets.map((set, index) => ({ set, index })))('$set what the page says', ({ set, index }) => {
    const manifests = new ManifestSet(loadManifests(join(real, set)));
    const found = check(new CheckContext(manifests, [], { nodes: 6 }), rules);
    const counts: Record<string, number> = {};
    for (const { rule } of found) counts[rule] = (counts[rule] ?? 0) + 1;
    const told = rows.map(([, rule, , ...numbers]) => [rule as string, Number(numbers[index])] as const);
    expect(counts).toEqual(Object.fromEntries(told.filter(([, count]) => count > 0)));
  });
});

test('every finding is judged', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const [, , , , , , judgement] of rows) expect(judgement).toMatch(/^true/);
});
