// What a spec file does when it runs: steps, clusters, modules.

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
      name: 'a name that is nearly right',
      steps: '- scale: { target: deployment/frontnd, replicas: 3 }',
      at: '5:9',
      says: 'refused with 404 NotFound: deployments.apps "frontnd" not found (did you mean frontend?)',
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

describe('arguments are checked before anything runs', () => {
  test.each([
    { name: 'of an action', step: 'scale: { target: deployment/frontend, replicas: many }', says: 'scale: replicas: ' },
    { name: 'of a matcher', step: 'expect: { pods: { toHaveQoS: Best } }', says: 'toHaveQoS: class: expected one of' },
    { name: 'in a fork', step: 'fork: [advance: -5m]', says: 'advance: span: expected a duration' },
  ])('$name, in a test that is skipped', ({ step, says }) => {
    const { name, error } = failureOf(
      `load: shop\ntests: [{ name: a, skip: true, steps: [${step}, expect: { pods: toExist }] }]`,
    );
    expect([name, error?.message]).toEqual(['spec file', expect.stringContaining(says)]);
  });

  test.each([
    { name: 'what the matrix fills in', step: '- scale: { target: deployment/frontend, replicas: "${n}x" }' },
    { name: 'kinds that manifests may bring in', step: '- patch: { target: widget/a, patch: {} }' },
  ])('$name is left to the run', ({ step }) => {
    const text = specOf(`${step}\n- expect: { pods: toExist }`).replace(
      '    steps:',
      '    matrix: { num: [1] }\n    steps:',
    );
    expect(failureOf(text).name).toContain('case');
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
