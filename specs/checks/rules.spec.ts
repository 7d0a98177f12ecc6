// Every rule of the checks table: it has a page, it finds what is bad, it lets what is good pass, and it finds a
// mutation of what is good.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { jsonPatch, type Operation } from '../../src/api/patch/json-patch';
import { check } from '../../src/checks/check';
import { CheckContext } from '../../src/checks/context';
import { ManifestSet } from '../../src/checks/manifest-set';
import type { Rule } from '../../src/checks/rule';
import { readSettings } from '../../src/checks/setting';
import { rules } from '../../src/checks/table';
import type { ClusterOptions } from '../../src/cluster/options';
import type { Manifest } from '../../src/manifests/check-object';
import { loadManifests, type ManifestInput } from '../../src/manifests/load';

const root = join(__dirname, '../..');
const fixtures = join(root, 'fixtures/checks');

interface Mutation {
  /** `Deployment/web` */
  readonly object: string;
  readonly patch: readonly Operation[];
}

/** The cluster of a rule's fixtures, where three ordinary nodes are not what it is about. */
function optionsFor(rule: Rule): ClusterOptions {
  const file = join(fixtures, rule.id, 'options.yaml');
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as ClusterOptions) : {};
}

/** With the settings of the fixture, where a rule finds nothing until something is set. */
function foundBy(rule: Rule, manifests: ManifestInput | readonly ManifestInput[]) {
  const file = join(fixtures, rule.id, 'settings.yaml');
  const settings = existsSync(file) ? { [rule.id]: parse(readFileSync(file, 'utf8')) } : {};
  return check(new CheckContext(new ManifestSet(loadManifests(manifests)), [], optionsFor(rule)), [rule], settings);
}

describe.each(rules.map((rule) => ({ name: rule.id, rule })))('$name', ({ name, rule }) => {
  const file = (base: string) => join(fixtures, name, base);

  test('finds what is bad, at a line of the file, and says what would mend it', () => {
    const found = foundBy(rule, file('bad.yaml'));
    expect(found).not.toEqual([]);
    for (const { message, place, remedy } of found) {
      expect({ message, line: place?.line ?? 0 }).toEqual({
        message: expect.stringMatching(/\S/),
        line: expect.any(Number),
      });
      expect(place?.line).toBeGreaterThan(0);
      expect(remedy).toMatch(/^[A-Z].*\.$/s);
    }
  });

  test('lets what is good pass', () => {
    expect(foundBy(rule, file('good.yaml'))).toEqual([]);
  });

  test('finds a mutation of what is good', () => {
    const mutations = parse(readFileSync(file('mutation.yaml'), 'utf8')) as readonly Mutation[];
    const patchOf = ({ kind, metadata: { name } }: Manifest) =>
      mutations.find(({ object }) => object === `${kind}/${name}`)?.patch ?? [];
    const good: readonly Manifest[] = loadManifests(file('good.yaml'));
    expect(good.flatMap(patchOf)).toHaveLength(mutations.flatMap(({ patch }) => patch).length);
    const mutated = good.map((object) => JSON.stringify(jsonPatch(object, patchOf(object))));
    expect(foundBy(rule, mutated)).not.toEqual([]);
  });

  test('has a page that says what it asks', () => {
    const page = readFileSync(join(root, `docs/checks/${name}.md`), 'utf8').replaceAll('\n', ' ');
    expect(page).toMatch(new RegExp(`^# ${name} `));
    expect(page.toLowerCase()).toContain(
      `**${rule.title}.** severity ${rule.severity}, profile ${rule.profile}`.toLowerCase(),
    );
    for (const other of Object.values(rule.others ?? {}).flat()) expect(page).toContain(`\`${other}\``);
  });

  test('has settings that its page names, each with a right value unless set', () => {
    const { settings = [] } = rule;
    expect(() => readSettings(rule)).not.toThrow();
    const page = readFileSync(join(root, `docs/checks/${name}.md`), 'utf8').replaceAll('\n', ' ');
    for (const setting of settings) expect(page).toContain(`\`${setting.name}\``);
    expect(page.includes('Settings: ')).toBe(settings.length > 0);
  });
});

test.each([
  { name: 'page', folder: join(root, 'docs/checks'), end: '.md' },
  { name: 'fixture', folder: fixtures, end: '' },
])('every $name is of a rule', ({ folder, end }) => {
  const ids = rules.map(({ id }) => id + end);
  expect(readdirSync(folder).filter((entry) => !ids.includes(entry))).toEqual([]);
});

test('no two rules have one name', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});
