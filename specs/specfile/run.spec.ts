// What a spec file does when it runs.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: in a spec file ${name} is the name of a value

import { describe, expect, test } from '@jest/globals';
import { failureOf, runSpec, specOf } from './harness';

/** Runs that went through have no error. */
const errorsOf = (text: string) => runSpec(text).map(({ error }) => error?.message);

describe('steps', () => {
  test.each([
    { name: 'an action by its name', steps: '- settle\n- expect: { deployment/frontend: toBeAvailable }' },
    { name: 'an action with nothing after it', steps: '- settle:\n- expect: { deployment/frontend: toBeAvailable }' },
    { name: 'an action with its only argument', steps: '- cordon: node-1\n- expect: { node/node-1: toBeCordoned }' },
    {
      name: 'an action with arguments by name',
      steps: [
        '- scale: { target: deployment/frontend, replicas: 5 }',
        '- settle',
        '- expect: { deployment/frontend: { toHaveReplicas: { ready: 5 } } }',
      ].join('\n'),
    },
    {
      name: 'an object as the only argument',
      steps: [
        '- create:',
        '    apiVersion: v1',
        '    kind: ConfigMap',
        '    metadata: { name: colours }',
        '    data: { sky: blue, mode: "0644" }',
        '- expect: { configmap/colours: { toHaveField: { path: data.sky, equals: blue } } }',
      ].join('\n'),
    },
    {
      name: 'scalars mean what they mean in a manifest',
      steps: [
        '- create: { apiVersion: v1, kind: Secret, metadata: { name: s }, immutable: yes }',
        '- expect: { secret/s: { toHaveField: { path: immutable, equals: true } } }',
      ].join('\n'),
    },
    {
      name: 'paths start from the folder of the spec file',
      steps: '- apply: shop/cart.yaml\n- expect: { deployment/cart: toExist }',
    },
  ])('$name', ({ steps }) => {
    expect(failureOf(specOf(steps)).error).toBeUndefined();
  });

  test.each([
    {
      name: 'arguments that are missing',
      steps: '- scale: { target: deployment/frontend }',
      at: '5:9',
      says: 'scale: replicas is missing',
    },
    {
      name: 'a wrong type',
      steps: '- scale: { target: deployment/frontend, replicas: many }',
      at: '5:47',
      says: 'scale: replicas: expected a whole number, got "many"',
    },
    {
      name: 'an unknown argument',
      steps: '- scale: { target: deployment/frontend, replica: 3 }',
      at: '5:47',
      says: 'unknown key "replica", expected target, replicas, namespace (did you mean replicas?)',
    },
    {
      name: 'an unknown argument of one that stands alone',
      steps: '- traffic: { too: http://frontend }',
      at: '5:20',
      says: 'unknown key "too"',
    },
    {
      name: 'an unknown kind',
      steps: '- scale: { target: deploymint/frontend, replicas: 3 }',
      at: '5:18',
      says: 'there is no kind "deploymint" (did you mean deployment?)',
    },
    {
      name: 'something absent',
      steps: '- failNode: node-33',
      at: '5:9',
      says: 'there is no node "node-33", only node-1, node-2, node-3 (did you mean node-3?)',
    },
    {
      name: 'a refusal that nobody expected',
      steps: '- scale: { target: deployment/nobody, replicas: 3 }',
      at: '5:9',
      says: 'refused with 404 NotFound: deployments.apps "nobody" not found',
    },
    {
      name: 'too many arguments',
      steps: '- scale: 3',
      at: '5:9',
      says: 'scale: expected a map with target, replicas, namespace, got 3',
    },
    { name: 'an argument for none', steps: '- settle: 3', at: '5:9', says: 'settle: expected a map with limit, got 3' },
    {
      name: 'a manifest that is refused',
      steps: '- create: { apiVersion: v1, kind: Pod, metadata: { name: P }, spec: { containers: [] } }',
      at: '5:9',
      says: 'refused with 422 Invalid: Pod "P" is invalid',
    },
    {
      name: 'a file that is not there',
      steps: '- load: shop/cartt.yaml',
      at: '5:9',
      says: 'the path "shop/cartt.yaml" does not exist',
    },
  ])('tell of $name', ({ steps, at, says }) => {
    const { error, at: place } = failureOf(specOf(`${steps}\n- expect: { all pods: toExist }`));
    expect({ message: error?.message, place }).toEqual({ message: expect.stringContaining(says), place: at });
  });
});

describe('the cluster', () => {
  test('what a test says goes over what the file says', () => {
    const text = [
      'cluster: { nodes: 2, seed: 7 }',
      'tests:',
      '  - { name: of the file, steps: [expect: { exactly 2 nodes: toExist }] }',
      '  - name: of the test',
      '    cluster: { nodes: [{ name: big, cpu: 64 }] }',
      '    steps: [expect: { exactly 1 nodes: toExist, node/big: { toHaveField: { path: status.capacity.cpu, equals: "64" } } }]',
    ].join('\n');
    expect(errorsOf(text)).toEqual([undefined, undefined]);
  });

  test.each([
    {
      name: 'of the file',
      text: 'cluster: { nodes: 2, sed: 7 }\ntests: [{ name: a, steps: [expect: { nodes: toExist }] }]',
      at: '1:22',
    },
    {
      name: 'of a test',
      text: 'cluster: { nodes: 2 }\ntests: [{ name: a, cluster: { sed: 1 }, steps: [expect: { nodes: toExist }] }]',
      at: '2:31',
    },
    {
      name: 'of a program',
      text: 'cluster:\n  programs:\n    - image: a\n      exts: 1\ntests: [{ name: a, steps: [expect: { nodes: toExist }] }]',
      at: '4:7',
    },
  ])('a wrong word $name is found where it stands', ({ text, at }) => {
    const { error, at: place } = failureOf(text);
    expect({ name: error?.name, place }).toEqual({ name: 'UsageError', place: at });
  });

  test('manifests that cannot be loaded are told at their line', () => {
    const { error, at } = failureOf(
      'load: [shop/cart.yaml, nowhere/*.yaml]\ntests: [{ name: a, steps: [expect: { nodes: toExist }] }]',
    );
    expect(error?.message).toContain('no file matches "nowhere/*.yaml"');
    expect(at).toBe('1:1');
  });

  test('is a new one for each test', () => {
    const scaleUp = 'steps: [cordon: node-1, expect: { exactly 1 nodes: toBeCordoned }]';
    expect(errorsOf(`tests:\n  - { name: a, ${scaleUp} }\n  - { name: b, ${scaleUp} }`)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

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

describe('modules of the user', () => {
  const use = (path: string) => `use: ${path}\ntests: [{ name: a, steps: [expect: { nodes: toExist }] }]`;

  test('are loaded by their path from the spec file, or by their name', () => {
    const loaded: string[] = [];
    runSpec(use('[./own.ts, "@shop/own"]'), (path) => loaded.push(path));
    expect(loaded).toEqual([expect.stringMatching(/fixtures\/own\.ts$/), '@shop/own']);
  });

  test.each([
    { name: 'one that is not there', path: './nobody.ts', says: 'there is no module ./nobody.ts', frames: 1 },
    { name: 'one that throws', path: './broken.ts', says: 'broken inside', frames: 2 },
  ])('$name is told at its line', ({ path, says, frames }) => {
    const load = (target: string) => {
      if (target.endsWith('broken.ts')) throw new Error('broken inside');
      throw Object.assign(new Error(`Cannot find module '${target}'`), { code: 'MODULE_NOT_FOUND' });
    };
    let error: Error | undefined;
    try {
      runSpec(use(path), load);
    } catch (thrown) {
      error = thrown as Error;
    }
    expect(error?.message).toBe(says);
    expect(error?.stack).toMatch(/^ {4}at step \(.*case\.spec\.yaml:1:6\)$/m);
    expect(error?.stack?.match(/^ +at /gm)?.length).toBeGreaterThanOrEqual(frames);
  });
});
