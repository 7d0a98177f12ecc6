// LimitRanges give defaults to containers and refuse what lies outside of them.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, container, pod, refusal, SpecServer } from '../kinds/api-server';

function server(...limits: readonly Body[]): SpecServer {
  const own = new SpecServer();
  own.create(body('v1', 'LimitRange', 'lr', { spec: { limits } }));
  return own;
}

const only = (resources: Body) => pod('p', { containers: [{ ...container, resources }] });

const CONTAINER = {
  type: 'Container',
  default: { memory: '256Mi' },
  defaultRequest: { cpu: '100m' },
  max: { memory: '400Mi' },
  min: { memory: '100Mi' },
  maxLimitRequestRatio: { memory: 3 },
};

describe('defaults', () => {
  test('are filled in and noted', () => {
    const { metadata, spec } = server(CONTAINER).create(only({}));
    expect(spec.containers[0].resources).toEqual({
      limits: { memory: '256Mi' },
      requests: { cpu: '100m', memory: '256Mi' },
    });
    expect(metadata.annotations['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: cpu, memory request for container c; memory limit for container c',
    );
  });

  test('leave what is given', () => {
    const resources = { limits: { memory: '300Mi' }, requests: { cpu: '1', memory: '200Mi' } };
    const { metadata, spec } = server(CONTAINER).create(only(resources));
    expect([spec.containers[0].resources, metadata.annotations]).toEqual([resources, undefined]);
  });
});

describe('refusals', () => {
  test.each([
    {
      name: 'too little',
      item: CONTAINER,
      resources: { requests: { memory: '50Mi' }, limits: { memory: '120Mi' } },
      expected: 'minimum memory usage per Container is 100Mi, but request is 50Mi',
    },
    {
      name: 'too much',
      item: CONTAINER,
      resources: { requests: { memory: '200Mi' }, limits: { memory: '500Mi' } },
      expected: 'maximum memory usage per Container is 400Mi, but limit is 500Mi',
    },
    {
      name: 'too far apart',
      item: CONTAINER,
      resources: { requests: { memory: '100Mi' }, limits: { memory: '400Mi' } },
      expected: 'memory max limit to request ratio per Container is 3, but provided ratio is 4.000000',
    },
    {
      name: 'a pod as a whole',
      item: { type: 'Pod', max: { cpu: '1500m' } },
      resources: { limits: { cpu: 2 } },
      expected: 'maximum cpu usage per Pod is 1500m, but limit is 2',
    },
    {
      name: 'no limit where there is a maximum',
      item: { type: 'Pod', max: { cpu: 1 } },
      resources: {},
      expected: 'maximum cpu usage per Pod is 1.  No limit is specified',
    },
  ])('$name', ({ item, resources, expected }) => {
    expect(refusal(() => server(item).create(only(resources)))).toBe(`403 pods "p" is forbidden: ${expected}`);
  });

  test('a claim that is too big', () => {
    const claim = body('v1', 'PersistentVolumeClaim', 'c', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
    });
    const item = { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } };
    expect(refusal(() => server(item).create(claim))).toBe(
      '403 persistentvolumeclaims "c" is forbidden: maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi',
    );
  });
});
