// The words that failures are made of: values, places, causes, events, owners, the command that runs a test again.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { atLeast } from '../../src/matchers/quantifiers';
import { failureText } from '../../src/report/failure';
import { descendantsOf, ownersOf } from '../../src/report/object-names';
import { PLAIN, terminalPalette } from '../../src/report/palette';
import { instantText, markText, offsetText, sourceText } from '../../src/report/places';
import { eventLines } from '../../src/report/recent-events';
import { footerText, replayCommand } from '../../src/report/replay';
import { subjectWords } from '../../src/report/subject-text';
import { callText, counted, someOf, valueText } from '../../src/report/value-text';
import { stepLines, whyText } from '../../src/report/why-text';
import { deployment, ownerReference, pod, stillCluster } from '../support/still-cluster';

describe('values', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  test.each([
    { value: 'web', text: '"web"' },
    { value: 3, text: '3' },
    { value: true, text: 'true' },
    { value: null, text: 'null' },
    { value: undefined, text: 'nothing' },
    { value: /cpu$/i, text: '/cpu$/i' },
    { value: () => 1, text: 'a function' },
    { value: [1, 'a'], text: '[1, "a"]' },
    { value: {}, text: '{}' },
    { value: { atLeast: 2, 'a.b/c': { d: [] } }, text: '{ atLeast: 2, "a.b/c": { d: [] } }' },
    { value: expect.stringContaining('web'), text: 'StringContaining "web"' },
    { value: stillCluster().pods({ labels: 'app=web' }), text: 'pod selection (app=web)' },
    { value: cyclic, text: '{ self: { self: { self: { self: { self: { self: { self: {...} } } } } } } }' },
    { value: 'x'.repeat(200), text: `"${'x'.repeat(96)}...` },
  ])('$text', ({ value, text }) => {
    expect(valueText(value)).toBe(text);
  });

  test('a call, a number of things, some of many', () => {
    expect(callText(['pods', { exactly: 3 }])).toBe('"pods", { exactly: 3 }');
    expect([counted(1, 'pod'), counted(2, 'pod'), counted(0, 'ready endpoint')]).toEqual([
      '1 pod',
      '2 pods',
      '0 ready endpoints',
    ]);
    expect([someOf([]), someOf(['a', 'b']), someOf(['a', 'b', 'c'], 2)]).toEqual(['none', 'a, b', 'a, b and 1 more']);
  });
});

describe('places', () => {
  const shop = stillCluster();

  test('lines are told from the folder that the process runs in', () => {
    expect(sourceText({ file: `${process.cwd()}/specs/shop.spec.ts`, line: 3, column: 9 })).toBe(
      'specs/shop.spec.ts:3',
    );
    expect(sourceText({ file: '/elsewhere/shop.yaml', line: 3 })).toBe('/elsewhere/shop.yaml:3');
  });

  test('instants are told from the start', () => {
    expect(offsetText(shop, shop.nowMs + 12_504)).toBe('+12.504s');
    expect(offsetText(shop, shop.nowMs + 3_723_000)).toBe('+1h2m3s');
    expect(instantText(shop, shop.nowMs + 1_000)).toBe('+1s (2026-01-01T00:00:01Z)');
  });

  test('marks are told by the action that began there, also when several began at one instant', () => {
    const made = stillCluster();
    const start = made.mark();
    made.action('load', 'manifests').put(pod('web-0'));
    const loaded = made.lastAction;
    made.action('scale', 'deployment/web 5').put(pod('web-1'));
    const scaled = made.lastAction;
    made.action('settle');
    const settled = made.lastAction;
    made.wait(2_000);
    expect([start, loaded, scaled, settled, made.mark()].map((mark) => markText(made, mark))).toEqual([
      'load manifests at +0s',
      'load manifests at +0s',
      'scale deployment/web 5 at +0s',
      'settle at +0s',
      '+2s',
    ]);
  });

  test('subjects are told as YAML has them', () => {
    expect(subjectWords(shop.pod('web-0', 'shop'))).toBe('pod/web-0 in shop');
    expect(subjectWords(shop.pods())).toBe('pods');
    expect(subjectWords(atLeast(2, shop.pods({ labels: 'app=web', fields: 'spec.nodeName=node-1' })))).toBe(
      'atLeast 2 pods app=web spec.nodeName=node-1',
    );
  });
});

describe('running it again', () => {
  test.each([
    { name: 'plain', testName: 'the shop works', pattern: 'the shop works' },
    { name: 'of a pattern', testName: 'costs 3.50 (or more)?', pattern: '"costs 3\\\\.50 \\\\(or more\\\\)\\\\?"' },
    { name: 'of a shell', testName: 'says "hi" to $USER', pattern: '"says \\"hi\\" to \\\\\\$USER"' },
  ])('a name with characters: $name', ({ testName, pattern }) => {
    expect(replayCommand(`${process.cwd()}/specs/shop.spec.ts`, testName)).toContain(pattern);
  });

  test('a file with characters of a shell', () => {
    const command = replayCommand(`${process.cwd()}/specs/the $shop.spec.ts`, 'works');
    expect(command).toContain(' "specs/the \\$shop.spec.ts" -t "works"');
  });

  test('tells the seeds that decided', () => {
    expect(footerText({ seed: 7, options: {} }, undefined)).toBe('seed 7');
    expect(footerText({ seed: 7, options: { shuffle: 3 } }, 'npx jest x')).toBe(
      'seed 7, shuffle 3; run it again: npx jest x',
    );
  });
});

describe('causes', () => {
  const shop = cluster({ nodes: 2 });
  shop.load('../../fixtures/shop');
  shop.settle();

  test('lead from a value back to the line of the spec', () => {
    const why = shop.why('deployment/frontend', 'status.readyReplicas');
    const lines = whyText(shop, why).split('\n');
    expect(lines[0]).toBe('Deployment default/frontend status.readyReplicas is 3, because');
    expect(lines[1]).toMatch(/^ {2}\+\d.*s +deployment-controller +update +Deployment default\/frontend$/);
    expect(lines.at(-1)).toMatch(/^ {2}\+\d.*s +user +load +.*words\.spec\.ts:\d+$/);
  });

  test('of a long chain the middle is left out', () => {
    const steps = Array.from({ length: 20 }, (_, index) => ({
      atMs: shop.nowMs,
      actor: 'a',
      verb: 'v',
      target: `t${index}`,
    }));
    const lines = stepLines(shop, steps);
    expect(lines).toHaveLength(8);
    expect(lines[6]).toContain('...');
    expect(lines[7]).toContain('t19');
  });
});

describe('events', () => {
  test('the last ones, warnings before others, in the order of time', () => {
    const shop = stillCluster();
    const web = shop.put(pod('web-0'));
    shop.event('pod/web-0', { type: 'Warning', reason: 'Early', message: 'x' });
    for (const reason of ['A', 'B', 'C', 'D']) shop.wait(1_000).event('pod/web-0', { reason, message: 'x' });
    shop.wait(1_000).event('pod/web-0', { reason: 'D', message: 'x' });
    expect(eventLines(shop, [web], { untilMs: shop.nowMs, limit: 3 })).toEqual([
      '+0s Warning Early pod/web-0: x',
      '+3s Normal C pod/web-0: x',
      '+5s Normal D (x2) pod/web-0: x',
    ]);
    expect(eventLines(shop, [web], { untilMs: shop.nowMs - 3_500, limit: 3 })).toEqual([
      '+0s Warning Early pod/web-0: x',
      '+1s Normal A pod/web-0: x',
    ]);
  });
});

test('owners upward, what is owned downward', () => {
  const shop = stillCluster();
  const web = shop.put(deployment('web', 1));
  const set = shop.put({
    ...deployment('web-1', 1),
    kind: 'ReplicaSet',
    metadata: { name: 'web-1', ownerReferences: [ownerReference(web)] },
  });
  const made = shop.put(pod('web-1-a', { owner: set }));
  shop.put(pod('stray'));
  const names = (objects: readonly { readonly metadata: { readonly name: string } }[]) =>
    objects.map(({ metadata }) => metadata.name);
  expect(names(ownersOf(shop.reader, made))).toEqual(['web-1', 'web']);
  expect(names(descendantsOf(shop.reader, web))).toEqual(['web-1', 'web-1-a']);
  expect(names(descendantsOf(shop.reader, web, 'Pod'))).toEqual(['web-1-a']);
  shop.remove('replicaset/web-1');
  expect(names(ownersOf(shop.reader, made))).toEqual([]);
});

describe('the whole text', () => {
  const failure = {
    subject: 'pod/web-0',
    matcher: 'toBeReady',
    call: '',
    negated: true,
    expected: 'not to be ready',
    actual: 'Ready is True\nand so on',
    sections: [
      { title: undefined, lines: [] },
      { title: 'Events', lines: ['one', 'two'] },
    ],
    footer: 'seed 1',
  };

  test('is laid out', () => {
    expect(failureText(failure, PLAIN).split('\n')).toEqual([
      'expect(pod/web-0).not.toBeReady()',
      '',
      'Expected: not to be ready',
      'Actual:   Ready is True',
      '          and so on',
      '',
      'Events:',
      '  one',
      '  two',
      '',
      'seed 1',
    ]);
  });

  test('has colours where the terminal has', () => {
    expect(failureText(failure, terminalPalette(true))).toContain('\u001b[32mnot to be ready\u001b[39m');
    expect(failureText(failure, terminalPalette(false))).toBe(failureText(failure, PLAIN));
  });
});
