import { describe, expect, test } from '@jest/globals';
import { volumeFor } from '../../../src/controllers/persistent-volume/provisioned-volume';
import type { Node, Pod, StorageClass } from '../../../src/kinds/generated/types.gen';
import { addPod, makeNode, makePod } from '../harness';
import { world } from '../whole-cluster';
import { type ClaimParts, claim, storageClass, volume, WAITS } from './builders';
import { add, claimIn, claimState, OURS, storageCluster, volumeIn } from './storage-cluster';

describe('the volume that is made for a claim', () => {
  const terms = (parts: Parameters<typeof storageClass>[2], node?: Node) =>
    volumeFor(claim(), storageClass('fast', OURS, parts), OURS, node).spec?.nodeAffinity?.required?.nodeSelectorTerms;
  const zone = (name: string) => ({ key: 'topology.kubernetes.io/zone', operator: 'In', values: [name] });

  test('is what the claim asks for, kept as the class says', () => {
    const made = volumeFor(
      claim({ size: '5Gi', volumeMode: 'Block' }),
      storageClass('fast', OURS, { reclaimPolicy: 'Retain', mountOptions: ['ro'] }),
      OURS,
      undefined,
    );
    expect(made.metadata).toEqual({
      name: 'pvc-uid-c',
      annotations: { 'pv.kubernetes.io/provisioned-by': OURS },
      finalizers: ['external-provisioner.volume.kubernetes.io/finalizer'],
    });
    expect(made.spec).toMatchObject({
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '5Gi' },
      claimRef: { namespace: 'default', name: 'c', uid: 'uid-c' },
      csi: { driver: OURS, volumeHandle: 'pvc-uid-c' },
      mountOptions: ['ro'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: 'fast',
      volumeMode: 'Block',
    });
  });

  test.each([
    { name: 'anywhere', parts: {}, node: undefined, is: undefined },
    { name: 'anywhere for a node without a zone', parts: {}, node: makeNode('n'), is: undefined },
    {
      name: "in its node's zone",
      parts: {},
      node: makeNode('n', { 'topology.kubernetes.io/zone': 'a' }),
      is: [{ matchExpressions: [zone('a')] }],
    },
    {
      name: 'where the class allows',
      parts: {
        allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['b'] }] }],
      },
      node: undefined,
      is: [{ matchExpressions: [zone('b')] }],
    },
  ])('lies $name', ({ parts, node, is }) => expect(terms(parts, node)).toEqual(is));
});

test('a provisioner that is no driver makes a directory on the node', () => {
  const node = makeNode('n', { 'kubernetes.io/hostname': 'n' });
  const { spec } = volumeFor(claim(), storageClass('fast', 'rancher.io/local-path'), 'rancher.io/local-path', node);
  expect(spec?.csi).toBeUndefined();
  expect(spec?.hostPath?.path).toBe('/opt/local-path-provisioner/pvc-uid-c_default_c');
  const hostname = { key: 'kubernetes.io/hostname', operator: 'In', values: ['n'] };
  expect(spec?.nodeAffinity?.required?.nodeSelectorTerms).toEqual([{ matchExpressions: [hostname] }]);
});

describe('the simulated provisioner', () => {
  const withClaim = (parts: ClaimParts = {}, classParts: Parameters<typeof storageClass>[2] = {}) => {
    const cluster = storageCluster();
    add(cluster, storageClass('fast', OURS, { allowVolumeExpansion: true, ...classParts }));
    add(cluster, claim({ storageClassName: 'fast', ...parts }));
    return cluster;
  };
  const made = (of: ReturnType<typeof withClaim>) => `pvc-${claimIn(of, 'c').metadata.uid}`;

  test('makes a volume after a while, and the claim is bound to it', () => {
    const cluster = withClaim();
    cluster.wait(0.5);
    expect(claimState(cluster, 'c')).toBe('Pending');
    cluster.settle();
    expect(claimState(cluster, 'c')).toBe(`Bound ${made(cluster)}`);
    expect(volumeIn(cluster, made(cluster)).status?.phase).toBe('Bound');
    expect(cluster.events().map((event) => event.split(':')[0])).toEqual([
      'Normal ExternalProvisioning',
      'Normal Provisioning',
      'Normal ProvisioningSucceeded',
    ]);
    expect(cluster.events()[1]).toBe(
      'Normal Provisioning: External provisioner is provisioning volume for claim "default/c"',
    );
    expect(cluster.events()[2]).toBe(`Normal ProvisioningSucceeded: Successfully provisioned volume ${made(cluster)}`);
  });

  test('leaves the classes of others alone', () => {
    const cluster = storageCluster();
    add(cluster, storageClass('fast', 'ebs.csi.aws.com'), claim({ storageClassName: 'fast' }));
    cluster.wait(60);
    expect([claimState(cluster, 'c'), cluster.user.list('PersistentVolume')]).toEqual(['Pending', []]);
  });

  test('waits for the node where the class waits for a consumer', () => {
    const cluster = withClaim({}, WAITS);
    cluster.create(makeNode('n', { 'topology.kubernetes.io/zone': 'a' }));
    cluster.wait(20);
    expect(claimState(cluster, 'c')).toBe('Pending');
    const annotations = { 'volume.kubernetes.io/selected-node': 'n' };
    cluster.user.patch('PersistentVolumeClaim', 'default', 'c', 'merge', { metadata: { annotations } });
    cluster.settle();
    expect(claimState(cluster, 'c')).toBe(`Bound ${made(cluster)}`);
    expect(JSON.stringify(volumeIn(cluster, made(cluster)).spec?.nodeAffinity)).toContain('"values":["a"]');
  });

  test('cannot look for labels', () => {
    const cluster = withClaim({ selector: { matchLabels: { a: 'b' } } });
    cluster.settle();
    expect(cluster.events()).toContain(
      'Warning ProvisioningFailed: failed to provision volume with StorageClass "fast": claim Selector is not supported',
    );
    expect(claimState(cluster, 'c')).toBe('Pending');
  });

  test('deletes what nobody claims any more, unless it is to be kept', () => {
    for (const reclaimPolicy of ['Delete', 'Retain'] as const) {
      const cluster = withClaim({}, { reclaimPolicy });
      cluster.settle();
      const name = made(cluster);
      cluster.user.delete('PersistentVolumeClaim', 'default', 'c');
      cluster.settle();
      expect(volumeIn(cluster, name)?.status?.phase).toBe(reclaimPolicy === 'Retain' ? 'Released' : undefined);
    }
  });

  test('makes a volume larger', () => {
    const cluster = withClaim();
    cluster.settle();
    const spec = { resources: { requests: { storage: '3Gi' } } };
    cluster.user.patch('PersistentVolumeClaim', 'default', 'c', 'merge', { spec });
    cluster.settle();
    expect(volumeIn(cluster, made(cluster)).spec?.capacity).toEqual({ storage: '3Gi' });
    expect(claimIn(cluster, 'c').status).toMatchObject({
      capacity: { storage: '3Gi' },
      allocatedResources: { storage: '3Gi' },
    });
    expect(cluster.events().slice(-3)).toEqual([
      'Normal ExternalExpanding: waiting for an external controller to expand this PVC',
      `Normal Resizing: External resizer is resizing volume ${made(cluster)}`,
      'Normal VolumeResizeSuccessful: Resize volume succeeded',
    ]);
  });
});

test("a claim on another's volume that wants to grow waits, and keeps its size", () => {
  const cluster = storageCluster();
  add(cluster, volume(), claim());
  cluster.settle();
  const spec = { resources: { requests: { storage: '3Gi' } } };
  cluster.user.patch('PersistentVolumeClaim', 'default', 'c', 'merge', { spec });
  cluster.settle();
  expect(claimIn(cluster, 'c').status?.capacity).toEqual({ storage: '1Gi' });
  expect(cluster.events()).toEqual(['Normal ExternalExpanding: waiting for an external controller to expand this PVC']);
});

describe('an ephemeral volume', () => {
  const spec = {
    volumes: [
      {
        name: 'scratch',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
    ],
  } as unknown as Partial<Pod['spec']>;

  test('gets a claim that is its own, again when it is deleted', () => {
    const cluster = storageCluster();
    const pod = addPod(cluster, { name: 'p', node: '', phase: 'Pending', spec });
    cluster.settle();
    expect(claimIn(cluster, 'p-scratch').metadata).toMatchObject({
      labels: { a: 'b' },
      annotations: { c: 'd' },
      ownerReferences: [{ kind: 'Pod', name: 'p', uid: pod.metadata.uid, controller: true, blockOwnerDeletion: true }],
    });
    const first = claimIn(cluster, 'p-scratch').metadata.uid;
    cluster.user.delete('PersistentVolumeClaim', 'default', 'p-scratch');
    cluster.settle();
    expect(claimIn(cluster, 'p-scratch').metadata.uid).not.toBe(first);
  });

  test('does not take a claim that is called so', () => {
    const cluster = storageCluster();
    add(cluster, claim({ name: 'p-scratch' }));
    cluster.create(makePod({ name: 'p', spec }));
    cluster.wait(1);
    const why = 'PVC default/p-scratch was not created for pod default/p (pod is not owner)';
    expect(cluster.events()).toContain(`Warning FailedBinding: ephemeral volume scratch: ${why}`);
  });

  test('is not there yet when the scheduler first looks', () => {
    const it = world();
    it.user.create<StorageClass>({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'disk.wavetank',
    });
    it.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
    });
    it.settle();
    expect(it.pods()[0]?.status?.phase).toBe('Running');
    const waiting =
      '0/1 nodes are available: waiting for ephemeral volume controller to create the persistentvolumeclaim ' +
      '"p-scratch". not found';
    expect(it.events('Pod/p')[0]).toBe(`FailedScheduling: ${waiting}`);
  });
});
