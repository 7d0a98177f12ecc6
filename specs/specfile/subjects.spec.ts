// The words before the colon of an expectation, and the matchers behind it.

import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { isSubject } from '../../src/cluster/subject';
import { readSubject } from '../../src/specfile/subject-words';
import { failureOf, specOf } from './harness';

let shop: Cluster;
beforeAll(() => {
  shop = cluster({ nodes: 2 });
  shop.load('../../fixtures/shop');
  shop.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
  shop.settle();
});

describe('words', () => {
  test.each([
    { words: 'deployment/frontend', kind: 'Deployment', name: 'frontend' },
    { words: 'deploy/frontend', kind: 'Deployment', name: 'frontend' },
    { words: '  pod/nobody ', kind: 'Pod', name: 'nobody' },
    { words: 'configmap/catalog in other', kind: 'ConfigMap', name: 'catalog', namespace: 'other' },
    { words: 'node/node-1', kind: 'Node', name: 'node-1' },
    { words: 'pods', kind: 'Pod', selector: '', quantifier: { of: 'all' } },
    { words: 'all pods', kind: 'Pod', selector: '', quantifier: { of: 'all' } },
    { words: 'any pods app=frontend', kind: 'Pod', selector: 'app=frontend', quantifier: { of: 'any' } },
    { words: 'none pods app in (a, b)', kind: 'Pod', selector: 'app in (a, b)', quantifier: { of: 'none' } },
    {
      words: 'exactly 2 po app=frontend in other',
      kind: 'Pod',
      namespace: 'other',
      quantifier: { of: 'exactly', count: 2 },
    },
    { words: 'atLeast 1 nodes', kind: 'Node', quantifier: { of: 'atLeast', count: 1 } },
    {
      words: 'atMost 0 pods spec.nodeName=node-1 app=frontend',
      kind: 'Pod',
      selector: 'app=frontend',
      fieldSelector: 'spec.nodeName=node-1',
    },
  ])('$words', ({ words, ...parts }) => {
    const subject = readSubject(shop, words, new Map());
    expect(isSubject(subject)).toBe(true);
    expect(subject).toMatchObject(parts);
  });

  test('a namespace stands for itself when the cluster has another', () => {
    expect(readSubject(shop.in('other'), 'pod/a', new Map())).toMatchObject({ namespace: 'other' });
    expect(readSubject(shop.in('other'), 'pods', new Map())).toMatchObject({ namespace: 'other' });
  });

  test('a result by its name; a value of the matrix is none', () => {
    const visitors = shop.traffic('http://frontend');
    const names = new Map<string, unknown>([
      ['visitors', visitors],
      ['pods', 3],
    ]);
    expect(readSubject(shop, 'visitors', names)).toBe(visitors);
    expect(readSubject(shop, 'pods', names)).toMatchObject({ kind: 'Pod' });
    expect(() => readSubject(shop, 'vistors', names)).toThrow('or one of visitors (did you mean visitors?)');
  });

  test.each([
    { words: 'deploymint/frontend', says: 'there is no kind "deploymint" (did you mean deployment?)' },
    { words: 'deployment/', says: 'expected an object such as configmap/settings, got "deployment/"' },
    { words: 'pdos app=web', says: 'there is no subject "pdos app=web"' },
    { words: 'anny pods', says: '(did you mean any?)' },
    { words: 'exactly pods', says: '"exactly": expected a number, as exactly 2 pods app=web' },
    { words: 'any pod/a', says: '"any" counts the objects of a selection' },
    { words: 'pods app in', says: 'label selector "app in"' },
    { words: 'pods spec.nodename=a', says: 'field label not supported: spec.nodename, expected' },
  ])('$words is no subject', ({ words, says }) => {
    expect(() => readSubject(shop, words, new Map())).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(says) }),
    );
  });
});

describe('expectations', () => {
  test.each([
    { name: 'a matcher by its name', what: 'deployment/frontend: toBeAvailable' },
    { name: 'a matcher with its only argument', what: 'deployment/frontend: { toHaveLabel: app=frontend }' },
    {
      name: 'a matcher with options',
      what: 'service/frontend: { toHaveEndpoints: { atLeast: 2, always: true, since: 1s } }',
    },
    { name: 'several matchers', what: 'deployment/frontend: { toBeAvailable: , toHaveLabel: app=frontend }' },
    {
      name: 'a list of matchers',
      what: 'deployment/frontend: [toBeAvailable, { toHaveLabel: app=frontend }, { not: toBeStalled }]',
    },
    { name: 'not, with a name', what: 'deployment/nobody: { not: toExist }' },
    { name: 'not, with arguments', what: 'deployment/frontend: { not: { toHaveLabel: app=cart } }' },
    { name: 'not, with a list', what: 'deployment/frontend: { not: [toBeStalled, { toHaveLabel: app=cart }] }' },
    { name: 'a part of a manifest', what: 'deployment/frontend: { toMatchManifest: { spec: { replicas: 3 } } }' },
    { name: 'a count of a selection', what: 'exactly 3 pods app=frontend: toBeReady' },
    {
      name: 'several subjects',
      what: 'deployment/frontend: toBeAvailable\n    deployment/cart: toExist\n    none pods: toBePending',
    },
  ])('$name', ({ what }) => {
    expect(failureOf(specOf(`- settle\n- expect:\n    ${what}`)).error).toBeUndefined();
  });

  test.each([
    {
      name: 'a wrong argument',
      what: 'pod/a: { toHaveLabel: 3 }',
      says: 'toHaveLabel: label: expected a label such as app=web, or its key, got 3',
      at: '7:20',
    },
    {
      name: 'an unknown option',
      what: 'service/frontend: { toHaveEndpoints: { least: 2 } }',
      says: 'toHaveEndpoints: unknown key "least"',
      at: '7:50',
    },
    {
      name: 'a matcher on the wrong subject',
      what: 'any pods: { toHaveEndpoints: { atLeast: 2 } }',
      says: 'toHaveEndpoints is for service subjects, got any pods',
      at: '7:23',
    },
    { name: 'an unknown subject', what: 'pdos: toExist', says: 'there is no subject "pdos"', at: '7:11' },
    {
      name: 'two questions in one',
      what: 'pods: { toBeReady: { always: true, never: true } }',
      says: '"always" and "never" are two questions',
      at: '7:19',
    },
    {
      name: 'a matcher that must be told what',
      what: 'deployment/frontend: toHaveReplicas',
      says: 'nothing is expected: say at least one of',
      at: '7:11',
    },
    {
      name: 'a selection of nothing',
      what: 'pods app=frontent: toBeReady',
      says: 'did you mean app=frontend?',
      at: '7:11',
    },
    {
      name: 'the second of a list that does not hold',
      what: 'deployment/frontend: [toBeAvailable, toBeStalled]',
      says: 'expect(deployment/frontend).toBeStalled()',
      at: '7:48',
    },
  ])('$name is told where it stands', ({ what, says, at }) => {
    const { error, at: place } = failureOf(specOf(`- settle\n- expect:\n    ${what}`));
    expect({ message: error?.message, place }).toEqual({ message: expect.stringContaining(says), place: at });
  });
});
