// The file of findings that were there before.
import { describe, expect, test } from '@jest/globals';
import { baselineEntries, baselineText, readBaseline } from '../../src/checks/baseline';
import { stablePath } from '../../src/checks/fingerprint';
import { checked, deployment, service, told } from './plans';

const baselineOf = (manifests: string) => {
  const text = baselineText(baselineEntries(checked(manifests).findings, undefined));
  return { file: 'baseline.json', text, entries: readBaseline(text).findings };
};

const fingerprintsOf = (manifests: string) => checked(manifests).findings.map(({ fingerprint }) => fingerprint);

test('what was there before stands, what is new does not', () => {
  const baseline = baselineOf(deployment());
  const both = `${deployment()}---\n${service('other')}`;
  expect(told(checked(both, { baseline }))).toEqual([
    'image-tag of Deployment/web (baseline.json: it was there before)',
    'service-selects-pods of Service/web',
  ]);
});

test('what is gone is told, at its line of the file', () => {
  const baseline = baselineOf(`${deployment()}---\n${service('other')}`);
  const { findings } = checked(`${deployment()}---\n${service('web')}`, { baseline });
  expect(findings[0]).toMatchObject({ rule: 'image-tag', suppressed: { by: 'baseline' } });
  expect(findings.slice(1)).toMatchObject([
    {
      rule: 'baseline-current',
      severity: 'note',
      message: expect.stringMatching(
        /^service-selects-pods finds no longer of Service default\/web: no pod in .* app=other/,
      ),
      place: { file: 'baseline.json', line: 5 },
    },
  ]);
});

test('entries of rules that did not run are not told of', () => {
  const baseline = baselineOf(`${deployment()}---\n${service('other')}`);
  expect(told(checked(deployment({}, {}, 'nginx:1.29.1'), { baseline, only: ['accepted'] }))).toEqual([]);
});

describe('a fingerprint stays', () => {
  const before = fingerprintsOf(deployment());
  test.each([
    { name: 'when lines move', now: `# a\n\n# b\n${deployment()}` },
    {
      name: 'when another container comes before',
      now: deployment().replace('containers:\n', 'containers:\n        - { name: a, image: "a:1" }\n'),
    },
    { name: 'when a number changes', now: deployment({}, {}, 'nginx') },
  ])('$name', ({ now }) => {
    expect(fingerprintsOf(now)).toEqual(before);
  });

  test.each([
    { name: 'of another object', now: deployment().replace('name: web', 'name: api') },
    { name: 'of another image', now: deployment({}, {}, 'redis') },
    { name: 'of another container', now: deployment().replace('- name: web', '- name: api') },
  ])('not $name', ({ now }) => {
    expect(fingerprintsOf(now)).not.toEqual(before);
  });

  test('two of the same are told apart', () => {
    const twice = deployment().replace(
      '          image: nginx\n',
      '          image: nginx\n        - { name: web, image: nginx }\n',
    );
    const prints = checked(twice, { isStatic: true }).findings.map(({ fingerprint }) => fingerprint);
    expect(prints).toHaveLength(2);
    expect(prints[1]).toBe(`${prints[0]}-2`);
  });
});

test('a path goes by names where there are any', () => {
  const object = { spec: { containers: [{ name: 'a' }, { name: 'web', args: ['x'] }] } };
  expect(stablePath(object, ['spec', 'containers', 1, 'args', 0])).toEqual([
    'spec',
    'containers',
    '[web]',
    'args',
    '0',
  ]);
});

describe('the file', () => {
  const entry = (fingerprint: string, rule: string, environment?: string) => ({
    fingerprint,
    rule,
    object: 'Pod a/b',
    message: 'm',
    ...(environment !== undefined && { environment }),
  });

  test('has a line for each, in an order of its own', () => {
    const entries = [entry('2', 'b'), entry('1', 'b'), entry('3', 'a'), entry('0', 'a', 'prod')];
    expect(baselineText(entries)).toBe(baselineText([...entries].reverse()));
    expect(baselineText(entries)).toBe(`{
  "version": 1,
  "findings": [
    {"fingerprint":"3","rule":"a","object":"Pod a/b","message":"m"},
    {"fingerprint":"1","rule":"b","object":"Pod a/b","message":"m"},
    {"fingerprint":"2","rule":"b","object":"Pod a/b","message":"m"},
    {"fingerprint":"0","rule":"a","object":"Pod a/b","message":"m","environment":"prod"}
  ]
}
`);
    expect(readBaseline(baselineText(entries)).findings).toHaveLength(4);
    expect(baselineText([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  test('holds neither notes nor what an annotation speaks of', () => {
    const { findings } = checked(deployment({ 'wavetank.dev/ignore-image-tag': 'mirrored' }));
    expect(baselineEntries(findings, undefined)).toEqual([]);
  });

  test.each([
    { text: 'x', says: /^it is no JSON: / },
    { text: '[]', says: /^expected "version": 1, got undefined$/ },
    { text: '{"version":2,"findings":[]}', says: /^expected "version": 1, got 2$/ },
    { text: '{"version":1}', says: /^expected "findings": a list/ },
    { text: '{"version":1,"findings":[{"rule":"a"}]}', says: /^expected "findings": a list/ },
  ])('$text is none', ({ text, says }) => {
    expect(() => readBaseline(text)).toThrow(says);
  });
});
