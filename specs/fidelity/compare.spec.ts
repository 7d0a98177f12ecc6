import { describe, expect, test } from '@jest/globals';
import { compareRuns, type Recording } from '../../scripts/fidelity/compare';
import { Placeholders } from '../../scripts/fidelity/placeholders';
import type { KubeObject } from '../../src/kinds/kind';

const pod = (name: string, rest: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name, generateName: name.slice(0, -5) },
    spec: {},
    ...rest,
  }) as KubeObject;

const snapshot = (...objects: KubeObject[]): Recording => ({ steps: [], snapshots: { s: objects } });

describe('placeholders', () => {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } } as KubeObject;
  const labelled = pod('web-7c5ddbdf54-abcde', { spec: {} });
  const placeholders = new Placeholders('clusterIP: 10.96.0.77\nnodePort: 30080', false, [node, labelled]);

  test.each([
    { name: 'a generated name', text: 'Created pod: web-7c5ddbdf54-abcde', becomes: 'Created pod: web-HASH-*' },
    { name: 'what looks like a hash and a suffix', text: 'api-5d8c7f9bb4-bcdfg', becomes: 'api-HASH-*' },
    { name: 'a time', text: 'since 2026-01-01T00:00:05Z', becomes: 'since TIME' },
    { name: 'a uid', text: 'uid 12345678-90ab-4cde-8f01-234567890abc', becomes: 'uid UID' },
    { name: 'an address', text: 'dial tcp 10.244.1.7:80', becomes: 'dial tcp IP:80' },
    { name: 'an address of the scenario', text: '10.96.0.77', becomes: '10.96.0.77' },
    { name: 'a node port', text: 'port 31234', becomes: 'port NODEPORT' },
    { name: 'a node port of the scenario', text: 'port 30080', becomes: 'port 30080' },
    { name: 'a node', text: 'assigned to node-1', becomes: 'assigned to NODE' },
    { name: 'a part of a longer name', text: 'node-10', becomes: 'node-10' },
    {
      name: 'a pull',
      text: 'pulled in 302ms (302ms including waiting). Image size: 1 bytes',
      becomes: 'pulled in DURATION',
    },
    { name: 'a word', text: 'Successfully pulled image "nginx"', becomes: 'Successfully pulled image "nginx"' },
  ])('$name', ({ text, becomes }) => {
    expect(placeholders.text(text)).toBe(becomes);
  });
});

describe('compareRuns', () => {
  test('equal but for identity', () => {
    const spec = { nodeName: 'node-1', containers: [{ name: 'c', image: 'a' }] };
    const score = compareRuns('', false, snapshot(pod('web-aaaaa', { spec })), snapshot(pod('web-bbbbb', { spec })));
    expect(score.misses).toEqual([]);
    expect(score.objects.matched).toBe(score.objects.union);
  });

  test('a value that differs is one miss, named by its path', () => {
    const real = pod('web-aaaaa', { spec: { containers: [{ name: 'c', image: 'a' }] } });
    const other = pod('web-aaaaa', { spec: { containers: [{ name: 'c', image: 'b' }] } });
    const { misses, objects } = compareRuns('', false, snapshot(real), snapshot(other));
    expect(misses).toEqual(['s Pod/default/web-* .spec.containers[0].image: real "a" simulated "b"']);
    expect(objects.union - objects.matched).toBe(1);
  });

  test('an object that only one side has costs all its leaves', () => {
    const { misses, objects } = compareRuns('', false, snapshot(pod('web-aaaaa')), snapshot());
    expect(misses[0]).toBe('s Pod/default/web-*: absent in the simulation (5 leaves)');
    expect(objects.matched).toBe(0);
  });

  test('objects of one generated name are paired by likeness', () => {
    const [a, b] = [{ status: { phase: 'Running' } }, { status: { phase: 'Failed' } }];
    const real = snapshot(pod('web-aaaaa', a), pod('web-bbbbb', b));
    const simulated = snapshot(pod('web-ccccc', b), pod('web-ddddd', a));
    expect(compareRuns('', false, real, simulated).misses).toEqual([]);
  });

  test('placements count where the scenario is exact', () => {
    const on = (nodeName: string) => snapshot(pod('web-aaaaa', { spec: { nodeName } }));
    expect(compareRuns('', true, on('a'), on('b')).placements).toEqual({ matched: 0, union: 2 });
    expect(compareRuns('', true, on('a'), on('a')).placements).toEqual({ matched: 1, union: 1 });
    expect(compareRuns('', false, on('a'), on('b')).misses).toEqual([]);
  });

  test('answers are compared by code, reason, message and warnings', () => {
    const answers = (message: string): Recording => ({
      steps: [{ step: 'create', results: [{ kind: 'Pod', code: 422, reason: 'Invalid', message }] }],
      snapshots: {},
    });
    const order = compareRuns('', false, answers('x is invalid: [b, a]'), answers('x is invalid: [a, b]'));
    expect(order.answers).toEqual({ matched: 1, union: 1 });
    expect(compareRuns('', false, answers('no'), answers('yes')).answers).toEqual({ matched: 0, union: 1 });
  });

  test('events are compared as a set', () => {
    const event = (name: string, message: string) =>
      ({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace: 'default' },
        involvedObject: { kind: 'Pod', name: 'web-bcdfg' },
        type: 'Normal',
        reason: 'Started',
        message,
        reportingComponent: 'kubelet',
      }) as unknown as KubeObject;
    const { events, misses } = compareRuns(
      '',
      false,
      snapshot(event('a', 'x'), event('b', 'x')),
      snapshot(event('c', 'y')),
    );
    expect(events).toEqual({ matched: 0, union: 2 });
    expect(misses).toEqual([
      's event only real: Normal Started Pod web-*  by kubelet: x',
      's event only simulated: Normal Started Pod web-*  by kubelet: y',
    ]);
  });
});
