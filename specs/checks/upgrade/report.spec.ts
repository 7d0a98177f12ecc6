// The report as a whole: its schema, its summary, what it says of the sets themselves.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { EFFECTS } from '../../../src/checks/upgrade/effect';
import { summaryText } from '../../../src/checks/upgrade/summary-text';
import { type Palette, PLAIN } from '../../../src/report/palette';
import { type Edits, edited, fixture, fixtures, type Given, lineOf, upgraded } from './upgrades';

const shop = fixture('shop.yaml');
const slow: Given = { options: { programs: [{ image: 'shop/**', readyAfterMs: 8_000 }] } };
const service = (name: string) => `kind: Service\nmetadata:\n  name: ${name}\n`;

interface Golden extends Given {
  readonly name: string;
  readonly fixture: string;
  readonly change: Edits;
}

/** What is in fixtures/upgrade/NAME.txt: written by `UPDATE=1 npx jest specs/checks/upgrade`. */
const goldens: readonly Golden[] = [
  { name: 'image', fixture: 'shop.yaml', change: [['shop/web:v1', 'shop/web:v2']] },
  {
    name: 'selector',
    fixture: 'shop.yaml',
    change: [
      ['      app: web\n  template', '      app: site\n  template'],
      ['        app: web\n    spec', '        app: site\n    spec'],
    ],
  },
  { name: 'service-renamed', fixture: 'shop.yaml', change: [[service('web'), service('site')]] },
  { name: 'service-renamed-pruned', fixture: 'shop.yaml', prune: true, change: [[service('web'), service('site')]] },
  { name: 'claim-template', fixture: 'db.yaml', change: [['storage: 1Gi', 'storage: 2Gi']] },
  { name: 'configuration', fixture: 'shop.yaml', change: [['colour: red', 'colour: blue']] },
  { name: 'replicas', fixture: 'shop.yaml', change: [['replicas: 3', 'replicas: 1']] },
  {
    name: 'probe-removed',
    fixture: 'shop.yaml',
    ...slow,
    change: [
      ['          readinessProbe:\n            httpGet:\n              path: /\n              port: 8080\n', ''],
    ],
  },
  {
    name: 'claim-removed-pruned',
    fixture: 'cache.yaml',
    prune: true,
    change: [
      [/apiVersion: v1\nkind: PersistentVolumeClaim\n(?:.*\n)*?---\n/.exec(fixture('cache.yaml'))?.[0] ?? '', ''],
      ['          volumeMounts:\n            - name: pages\n              mountPath: /pages\n', ''],
      ['      volumes:\n        - name: pages\n          persistentVolumeClaim:\n            claimName: pages\n', ''],
    ],
  },
];

const schema = JSON.parse(readFileSync(join(__dirname, '../../../src/checks/upgrade/diff-report.schema.json'), 'utf8'));
const valid = new Ajv({ strict: true, formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ } }).compile(schema);

describe.each(goldens)('$name', ({ name, fixture: file, change, ...given }) => {
  const old = fixture(file);
  const report = upgraded(old, edited(old, change), given);

  test('has the summary that is in the fixtures', () => {
    const path = join(fixtures, `${name}.txt`);
    const text = summaryText(report, PLAIN);
    if (process.env.UPDATE) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  test('follows the schema', () => {
    expect(valid(JSON.parse(JSON.stringify(report))) || valid.errors).toBe(true);
  });

  test('is the same every time', () => {
    expect(JSON.stringify(upgraded(old, edited(old, change), given))).toBe(JSON.stringify(report));
  });
});

test('the schema minds a field that nobody knows', () => {
  const report = JSON.parse(JSON.stringify(upgraded(shop, shop)));
  expect(valid({ ...report, more: 1 })).toBe(false);
  expect(valid({ ...report, version: 2 })).toBe(false);
});

test('nothing is said of a set that is the same', () => {
  const { verdict, effects, objects, workloads } = upgraded(shop, shop);
  expect({ verdict, effects, objects }).toEqual({
    verdict: 'safe',
    effects: [],
    objects: { created: 0, changed: 0, unchanged: 4, refused: 0, orphaned: 0 },
  });
  expect(workloads).toEqual([
    { object: { kind: 'Deployment', namespace: 'default', name: 'web' }, rolled: false, podsGone: 0, podsCreated: 0 },
  ]);
});

const words: Palette = {
  expected: (text) => `<good>${text}</good>`,
  actual: (text) => `<bad>${text}</bad>`,
  dim: (text) => text,
  bold: (text) => text,
};

test('colours tell what is dangerous', () => {
  const bad = upgraded(shop, edited(shop, [['    app: web\n  ports', '    app: site\n  ports']]));
  expect(summaryText(bad, words)).toMatch(/^<bad>NOT SAFE<\/bad> .*: 1 error\n/);
  expect(summaryText(bad, words)).toContain('\n<bad>error</bad> requests-lost  Service default/web  new.yaml:38\n');
  expect(summaryText(upgraded(shop, shop), words)).toMatch(/^<good>SAFE<\/good> .*: nothing happens\n/);
});

test('effects of which only the object differs stand together', () => {
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
  const report = upgraded([map('a'), map('b'), map('c')].join('---\n'), map('a'));
  expect(summaryText(report, PLAIN)).toContain(
    [
      'warning orphaned  2 objects',
      '  is not in the new set: it stays in the cluster',
      '    ConfigMap default/b  old.yaml:5',
      '    ConfigMap default/c  old.yaml:9',
    ].join('\n'),
  );
});

test('what the server prints at length is cut in the summary alone', () => {
  const job = (image: string) =>
    'apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n' +
    `      containers: [{ name: once, image: '${image}', args: [${'long, '.repeat(99)}end] }]\n`;
  const report = upgraded(job('a:1'), job('a:2'));
  const [refused] = report.effects;
  expect(report.effects.map(lineOf)).toEqual(['error refused Job default/once']);
  expect(refused?.message).toContain('field is immutable');
  expect(refused?.field).toBe('spec.template.spec.containers[once].image');
  expect(
    Math.max(
      ...summaryText(report, PLAIN)
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThan(420);
});

describe('the sets themselves', () => {
  test.each([
    {
      name: 'an object of the old set that was never there',
      old: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Wrong }\n',
      next: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: right }\n',
      effects: ['note refused-before ConfigMap default/Wrong'],
    },
    {
      name: 'an object that is refused before and after',
      old: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Wrong }\n',
      next: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Wrong }\ndata: { a: b }\n',
      effects: ['error refused ConfigMap default/Wrong'],
    },
    {
      name: 'a namespace that nobody brings',
      old: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: one }\n',
      next: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: two }\n',
      effects: ['warning orphaned ConfigMap one/a'],
    },
    {
      name: 'a Service that did not answer before either',
      old: edited(shop, [['    app: web\n  ports', '    app: site\n  ports']]),
      next: edited(shop, [['    app: web\n  ports', '    app: side\n  ports']]),
      effects: ['note not-watched Service default/web'],
    },
    {
      name: 'an object that another version of its kind describes',
      old: 'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec: { maxReplicas: 2, scaleTargetRef: { kind: Deployment, name: a, apiVersion: apps/v1 } }\n',
      next: 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec: { maxReplicas: 2, scaleTargetRef: { kind: Deployment, name: a, apiVersion: apps/v1 } }\n',
      effects: [],
    },
  ])('$name', ({ old, next, effects }) => {
    expect(upgraded(old, next).effects.map(lineOf)).toEqual(effects);
  });

  test('the base is there before and after, and is no orphan', () => {
    const base = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: few }\nspec: { hard: { pods: "4" } }\n';
    const report = upgraded(shop, edited(shop, [['replicas: 3', 'replicas: 5']]), { base });
    expect(report.effects.map(lineOf)).toEqual([
      'error rollout-unfinished Deployment default/web',
      'note scaled Deployment default/web',
    ]);
    expect(report.effects[0]?.details.join('\n')).toContain('exceeded quota: few');
  });

  test('watches as long as it is asked to', () => {
    expect(upgraded(shop, shop, { spanMs: 120_000 }).watchedMs).toBeGreaterThanOrEqual(120_000);
  });
});

test.each(['service-renamed-pruned', 'probe-removed'])('the page shows %s as it is', (name) => {
  const page = readFileSync(join(__dirname, '../../../docs/diff.md'), 'utf8');
  expect(page).toContain(`\`\`\`text\n${fixture(`${name}.txt`)}\`\`\``);
});

test('the page names every effect', () => {
  const page = readFileSync(join(__dirname, '../../../docs/diff.md'), 'utf8');
  for (const effect of EFFECTS) expect(page).toContain(`\`${effect}\``);
  expect(schema.definitions.effect.properties.effect.enum).toEqual(EFFECTS);
});
