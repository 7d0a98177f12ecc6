// Claims and volumes: the default class, the finalizer while in use, and who may grow.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, refusal, SpecServer } from '../kinds/api-server';

const DEFAULT = { 'storageclass.kubernetes.io/is-default-class': 'true' };
const storageClass = (name: string, content: Body = {}) =>
  body('storage.k8s.io/v1', 'StorageClass', name, { provisioner: 'a.io/b', ...content });
const claim = (spec: Body = {}, storage = '1Gi') =>
  body('v1', 'PersistentVolumeClaim', 'c', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...spec },
  });

function server(...classes: readonly Body[]): SpecServer {
  const own = new SpecServer();
  for (const one of classes) own.create(one);
  return own;
}

describe('DefaultStorageClass', () => {
  const STANDARD = storageClass('standard', { metadata: { annotations: DEFAULT } });
  test.each([
    { name: 'no default', classes: [storageClass('x')], spec: {}, expected: undefined },
    { name: 'a default', classes: [STANDARD], spec: {}, expected: 'standard' },
    { name: 'a class of its own', classes: [STANDARD], spec: { storageClassName: 'x' }, expected: 'x' },
    { name: 'no class on purpose', classes: [STANDARD], spec: { storageClassName: '' }, expected: '' },
    {
      name: 'of two as old the first by name',
      classes: [STANDARD, storageClass('alpha', { metadata: { annotations: DEFAULT } })],
      spec: {},
      expected: 'alpha',
    },
  ])('$name', ({ classes, spec, expected }) => {
    expect(server(...classes).create(claim(spec)).spec.storageClassName).toBe(expected);
  });
});

describe('StorageObjectInUseProtection', () => {
  test('claims and volumes are kept while they are used', () => {
    const volume = body('v1', 'PersistentVolume', 'v', {
      spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/x' } },
    });
    expect(server().create(claim()).metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    expect(server().create(volume).metadata.finalizers).toEqual(['kubernetes.io/pv-protection']);
  });
});

describe('PersistentVolumeClaimResize', () => {
  const BIGGER = { spec: { resources: { requests: { storage: '2Gi' } } } };
  const bound = (own: SpecServer) =>
    own.patch('pvc', 'c', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }, 'status');

  test.each([
    {
      name: 'a class that does not let grow',
      content: {},
      expected:
        '403 persistentvolumeclaims "c" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    },
    { name: 'a class that does', content: { allowVolumeExpansion: true }, expected: 'accepted' },
  ])('$name', ({ content, expected }) => {
    const own = server(storageClass('x', content));
    own.create(claim({ storageClassName: 'x' }));
    bound(own);
    expect(refusal(() => own.patch('pvc', 'c', BIGGER))).toBe(expected);
  });

  test('smaller than it is is refused', () => {
    const own = server(storageClass('x', { allowVolumeExpansion: true }));
    own.create(claim({ storageClassName: 'x' }));
    bound(own);
    expect(refusal(() => own.patch('pvc', 'c', { spec: { resources: { requests: { storage: '512Mi' } } } }))).toBe(
      '422 PersistentVolumeClaim "c" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    );
  });
});
