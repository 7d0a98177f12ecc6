import { describe, expect, test } from '@jest/globals';
import { podFromTemplate, podNamePrefix, slowStart } from '../../../src/controllers/shared/pod-control';
import { controllerRef } from '../../../src/kinds/owner';
import { replicaSet, template } from '../builders';

describe('slow start', () => {
  test.each([
    { name: 'nothing to do', count: 0, failFrom: 99, calls: 0 },
    { name: 'all succeed', count: 10, failFrom: 99, calls: 10 },
    { name: 'the first fails', count: 10, failFrom: 1, calls: 1 },
    { name: 'a failing batch is finished', count: 10, failFrom: 5, calls: 7 },
    { name: 'the last batch is smaller', count: 5, failFrom: 5, calls: 5 },
  ])('$name', ({ count, failFrom, calls }) => {
    let made = 0;
    const failure = slowStart(count, () => {
      made++;
      return made >= failFrom ? new Error(`call ${made}`) : undefined;
    });
    expect(made).toBe(calls);
    expect(failure?.message).toBe(calls >= failFrom ? `call ${failFrom}` : undefined);
  });
});

describe('pod from a template', () => {
  test('takes labels, annotations, finalizers and the spec, not the name', () => {
    const owner = replicaSet();
    const { spec, metadata } = template();
    const given = { spec, metadata: { ...metadata, name: 'fixed', annotations: { a: 'b' }, finalizers: ['x/y'] } };
    const pod = podFromTemplate(owner, given, controllerRef(owner));
    expect(pod.spec).toBe(spec);
    expect(pod.metadata).toEqual({
      name: '',
      generateName: 'web-1-',
      namespace: 'default',
      labels: { app: 'web' },
      annotations: { a: 'b' },
      finalizers: ['x/y'],
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'web-1',
          uid: 'uid-web-1',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
  });

  test('the longest names lose the dash', () => {
    expect(podNamePrefix('a'.repeat(252))).toBe(`${'a'.repeat(252)}-`);
    expect(podNamePrefix('a'.repeat(253))).toBe('a'.repeat(253));
  });
});
