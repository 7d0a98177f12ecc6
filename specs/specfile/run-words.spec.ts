// The words around steps: matrix, hooks, lists, forks, marks, results, refusals, until.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: in a spec file ${name} is the name of a value

import { describe, expect, test } from '@jest/globals';
import { failureOf, runSpec, specOf } from './harness';

/** Runs that went through have no error. */
const errorsOf = (text: string) => runSpec(text).map(({ error }) => error?.message);

describe('a matrix', () => {
  test('runs once for each combination, with the values in names, arguments and expectations', () => {
    const ran = runSpec(
      [
        'load: shop/${app}.yaml',
        'tests:',
        '  - name: ${app} at ${replicas}',
        '    matrix: { app: [cart, catalog], replicas: [1, 4] }',
        '    cluster: { nodes: "${replicas}" }',
        '    steps:',
        '      - scale: { target: "deployment/${app}", replicas: "${replicas}" }',
        '      - settle',
        '      - expect: { "deployment/${app}": { toHaveReplicas: { ready: "${replicas}" } } }',
        '      - expect: { "exactly ${replicas} nodes": toExist }',
      ].join('\n'),
    );
    expect(ran.map(({ name, error }) => [name, error?.message])).toEqual([
      ['cart at 1', undefined],
      ['cart at 4', undefined],
      ['catalog at 1', undefined],
      ['catalog at 4', undefined],
    ]);
  });

  test('values that the name does not mention stand after it', () => {
    const ran = runSpec(
      'tests: [{ name: "a ${x}", matrix: { x: [1], y1: [b] }, steps: [expect: { nodes: toExist }] }]',
    );
    expect(ran.map(({ name }) => name)).toEqual(['a 1 (y1: "b")']);
  });

  test.each([
    {
      name: 'an unknown name',
      steps: '- cordon: ${nod}\n- expect: { nodes: toExist }',
      says: 'nothing is named "nod", only node (did you mean node?)',
      at: '6:9',
    },
    {
      name: 'a list inside of a text',
      steps: '- cordon: a-${all}\n- expect: { nodes: toExist }',
      says: '"all" is no text',
      at: '6:9',
    },
  ])('$name is an error', ({ steps, says, at }) => {
    const matrix = steps.includes('all') ? 'all: [[1, 2]]' : 'node: [node-1]';
    const text = `tests:\n  - name: a\n    matrix: { ${matrix} }\n\n    steps:\n${steps.replace(/^/gm, '      ')}`;
    const { error, at: place } = failureOf(text);
    expect({ message: error?.message, place }).toEqual({ message: expect.stringContaining(says), place: at });
  });

  test('a doubled sign is no name', () => {
    const steps = [
      '- create: { apiVersion: v1, kind: ConfigMap, metadata: { name: c }, data: { home: "$${HOME}/$${x}" } }',
      '- expect: { configmap/c: { toHaveField: { path: data.home, equals: "$${HOME}/$${x}" } } }',
    ].join('\n');
    expect(failureOf(specOf(steps)).error).toBeUndefined();
  });
});

describe('a user beside a step', () => {
  const roles = [
    '- create:',
    '    manifests:',
    '      - { apiVersion: v1, kind: ConfigMap, metadata: { name: c } }',
    '      - apiVersion: rbac.authorization.k8s.io/v1',
    '        kind: ClusterRoleBinding',
    '        metadata: { name: devs }',
    '        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }',
    '        subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: dev }]',
  ];

  test.each([
    { name: 'may not', user: 'alice', refused: 'User "alice" cannot patch resource "configmaps"' },
    { name: 'may, by a group', user: '{ name: alice, groups: [dev] }', refused: undefined },
  ])('$name', ({ user, refused }) => {
    const step = ['- setLabel: { target: configmap/c, key: a, value: b }', `  user: ${user}`];
    const said = refused === undefined ? [] : [`  refused: { code: 403, message: '${refused}' }`];
    const after = `- expect: { configmap/c: ${refused ? '{ not: { toHaveLabel: a } }' : '{ toHaveLabel: a }'} }`;
    expect(failureOf(specOf([...roles, ...step, ...said, after].join('\n'))).error).toBeUndefined();
  });

  test('a user without a name is an error at its place', () => {
    const { error, at } = failureOf(
      specOf('- cordon: node-1\n  user: { groups: [dev] }\n- expect: { nodes: toExist }'),
    );
    expect([error?.message, at]).toEqual([
      expect.stringContaining('user: missing, expected the name of a user'),
      '6:9',
    ]);
  });

  test('looks have no user', () => {
    const { error } = failureOf(specOf('- expect: { nodes: toExist }\n  user: alice'));
    expect(error?.message).toContain('"user" stands beside an action, not "expect"');
  });
});

describe('hooks and lists of steps', () => {
  const ordered = [
    'load: shop/cart.yaml',
    'before: [do: up]',
    'after: [expect: { deployment/cart: { toHaveReplicas: { ready: 2 } } }]',
    'steps:',
    '  up: [settle, do: more]',
    '  more: [scale: { target: deployment/cart, replicas: 2 }, settle]',
    'tests:',
  ];

  test('steps before and after stand around each test, lists are done where they are named', () => {
    const text = [
      ...ordered,
      '  - { name: a, steps: [expect: { deployment/cart: { toHaveReplicas: { ready: 2 } } }] }',
    ].join('\n');
    expect(errorsOf(text)).toEqual([undefined]);
  });

  test('a failure after names the line there', () => {
    const text = [...ordered, '  - { name: a, steps: [scale: { target: deployment/cart, replicas: 3 }, settle] }'].join(
      '\n',
    );
    const { error, at } = failureOf(text);
    expect(error?.message).toContain('expect(deployment/cart).toHaveReplicas({ ready: 2 })');
    expect(at).toBe('3:38');
  });

  test('a failure in a list names the line there', () => {
    const text = [
      'steps:',
      '  wrong: [cordon: node-9]',
      ...ordered.slice(0, 1),
      'tests:',
      '  - { name: a, steps: [do: wrong, expect: { nodes: toExist }] }',
    ].join('\n');
    expect(failureOf(text).at).toBe('2:11');
  });

  test('what a test failed with is not hidden by the steps after', () => {
    const text = [...ordered, '  - { name: a, steps: [cordon: node-9] }'].join('\n');
    expect(failureOf(text).error?.message).toContain('nodes "node-9" not found');
  });
});

describe('a fork', () => {
  test('leaves the cluster untouched', () => {
    const steps = [
      '- settle',
      '- fork: [failNode: node-2, advance: 60s, expect: { node/node-2: { not: toBeReady } }]',
      '- advance: 60s',
      '- expect: { node/node-2: toBeReady }',
    ].join('\n');
    expect(failureOf(specOf(steps)).error).toBeUndefined();
  });

  test('has the streams of the cluster, and keeps its own names to itself', () => {
    const steps = [
      '- settle',
      '- traffic: { to: http://frontend, perSecond: 10, as: visitors }',
      '- fork: [advance: 10s, mark: inside, expect: { visitors: toHaveLostNothing }]',
      '- advance: 1s',
      '- expect: { visitors: toHaveLostNothing }',
      '- expect: { deployment/frontend: { toBeAvailable: { always: true, since: "${inside}" } } }',
    ].join('\n');
    expect(failureOf(specOf(steps)).error?.message).toContain('nothing is named "inside"');
  });
});

describe('marks, results and refusals', () => {
  test('a mark is where the past begins', () => {
    const steps = [
      '- settle',
      '- mark: calm',
      '- advance: 10s',
      '- cordon: node-1',
      '- expect:',
      '    deployment/frontend: { toBeAvailable: { always: true, since: "${calm}" } }',
      '    node/node-1: { not: { toBeCordoned: { always: true, since: "${calm}", } } }',
    ].join('\n');
    const { error, at } = failureOf(specOf(steps));
    expect(error?.message).toContain('expect(node/node-1).not.toBeCordoned');
    expect(at).toBe('11:33');
  });

  test.each([
    { name: 'beside the action', step: '- request: http://frontend\n  as: answer' },
    { name: 'among its arguments', step: '- request: { to: http://frontend, as: answer }' },
  ])('a result has the name that stands $name', ({ step }) => {
    expect(failureOf(specOf(`- settle\n${step}\n- expect: { answer: toBeAnswered }`)).error).toBeUndefined();
  });

  test.each([
    { name: 'anyhow', refused: 'true' },
    { name: 'in these words', refused: 'deployments.apps "nobody" not found' },
    { name: 'by a pattern', refused: '/nob.dy" not found$/' },
    { name: 'by code, reason and message', refused: '{ code: 404, reason: NotFound, message: nobody }' },
  ])('refused $name', ({ refused }) => {
    const steps = `- scale: { target: deployment/nobody, replicas: 3 }\n  refused: ${refused}`;
    expect(failureOf(specOf(steps)).error).toBeUndefined();
  });

  test.each([
    {
      name: 'in other words',
      step: 'scale: { target: deployment/nobody, replicas: 3 }',
      refused: '{ code: 422 }',
      says: 'Actual:   404 NotFound: deployments.apps "nobody" not found',
      at: '6:9',
    },
    {
      name: 'not at all',
      step: 'scale: { target: deployment/cart, replicas: 3 }',
      refused: 'true',
      says: 'Actual:   it went through',
      at: '6:9',
    },
    {
      name: 'in words that cannot be',
      step: 'scale: { target: deployment/cart, replicas: 3 }',
      refused: '{ cod: 404 }',
      says: 'refused: unknown key "cod", expected code, reason, message, at (did you mean code?)',
      at: '6:20',
    },
    {
      name: 'for an action that is wrong by itself',
      step: 'scale: { target: deployment/cart, replicas: x }',
      refused: 'true',
      says: 'scale: replicas: expected a whole number',
      at: '5:43',
    },
  ])('refused $name is a failure', ({ step, refused, says, at }) => {
    const { error, at: place } = failureOf(specOf(`- ${step}\n  refused: ${refused}`));
    expect({ message: error?.message, place }).toEqual({ message: expect.stringContaining(says), place: at });
  });
});

describe('until', () => {
  test.each([
    { name: 'alone', step: '- until: { deployment/frontend: toBeAvailable }' },
    { name: 'with a limit', step: '- until: { expect: { deployment/frontend: toBeAvailable }, limit: 1m }' },
  ])('runs until it holds, $name', ({ step }) => {
    expect(failureOf(specOf(`${step}\n- expect: { deployment/frontend: toBeAvailable }`)).error).toBeUndefined();
  });

  test.each([
    {
      name: 'too late',
      limit: '1s',
      says: /^not so within 1s\n\nexpect\(deployment\/frontend\)\.toBeAvailable\(\)\n/,
      at: '5:28',
    },
    {
      name: 'a limit that is none',
      limit: '5',
      says: /^until: limit: expected a duration such as 30s, 1m30s or 500ms, got 5$/,
      at: '5:66',
    },
  ])('$name', ({ limit, says, at }) => {
    const { error, at: place } = failureOf(
      specOf(`- until: { expect: { deployment/frontend: toBeAvailable }, limit: ${limit} }`),
    );
    expect({ message: error?.message, place }).toEqual({ message: expect.stringMatching(says), place: at });
  });
});
