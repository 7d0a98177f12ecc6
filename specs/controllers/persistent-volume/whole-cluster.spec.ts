import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../../src/index';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../src/kinds/generated/types.gen';
import { claim, storageClass, WAITS } from './builders';

const CSI = 'ebs.csi.aws.com';

const podOn = (name: string, claimName: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
    volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }],
  },
});

const zoned = (name: string, zone: string) => ({ name, labels: { 'topology.kubernetes.io/zone': zone } });

function shopWith(mode: object, options: Parameters<typeof cluster>[0]) {
  const shop = cluster(options);
  const { metadata: _metadata, ...spec } = claim({ storageClassName: 'fast' });
  shop.apply({ ...storageClass('fast', CSI, { allowVolumeExpansion: true, ...mode }) });
  shop.apply({ ...spec, metadata: { name: 'data' }, status: undefined });
  shop.apply(podOn('web', 'data'));
  shop.settle();
  const pod = () => shop.reader.get('Pod', 'default', 'web') as Pod;
  const held = () => shop.reader.get('PersistentVolumeClaim', 'default', 'data') as PersistentVolumeClaim;
  const volume = () =>
    shop.reader.get('PersistentVolume', undefined, held().spec?.volumeName ?? '') as PersistentVolume;
  return { shop, pod, held, volume };
}

describe('a pod with a claim', () => {
  const storage = { provisioners: [CSI] };

  test.each([
    { name: 'at once', mode: {} },
    { name: 'for its first consumer', mode: WAITS },
  ])('runs on the volume that is made $name', ({ mode }) => {
    const { pod, held, volume } = shopWith(mode, { nodes: [zoned('n1', 'a'), zoned('n2', 'b')], storage });
    expect([pod().status?.phase, held().status?.phase, volume().status?.phase]).toEqual(['Running', 'Bound', 'Bound']);
    const terms = JSON.stringify(volume().spec?.nodeAffinity?.required?.nodeSelectorTerms ?? []);
    const zone = pod().spec.nodeName === 'n1' ? 'a' : 'b';
    expect(terms.includes(`["${zone}"]`)).toBe('volumeBindingMode' in mode);
  });

  test('waits for ever where nobody makes volumes', () => {
    const { pod, held } = shopWith({}, { nodes: 1 });
    expect([pod().status?.phase, held().status?.phase]).toEqual(['Pending', 'Pending']);
    expect(pod().status?.conditions?.[0]?.message).toBe(
      '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    );
  });

  test('keeps its claim until it goes, and its volume goes with the claim', () => {
    const { shop, pod, held } = shopWith({}, { nodes: 1, storage });
    shop.delete('persistentvolumeclaim/data');
    shop.settle();
    expect([pod().status?.phase, held().status?.phase]).toEqual(['Running', 'Bound']);
    shop.delete('pod/web');
    shop.settle();
    expect([held(), shop.reader.list('PersistentVolume')]).toEqual([undefined, []]);
  });

  test('has the same future in a copy of the cluster', () => {
    const { shop } = shopWith({}, { nodes: 1, storage });
    const twin = shop.fork();
    for (const each of [shop, twin]) {
      each.delete('pod/web');
      each.delete('persistentvolumeclaim/data');
      each.settle();
    }
    expect(twin.reader.list('PersistentVolume')).toEqual(shop.reader.list('PersistentVolume'));
    expect(twin.now).toBe(shop.now);
  });
});

test("a StatefulSet's claim that waits for a consumer is looked at before there is one, then every 15 s", () => {
  const shop = cluster({ nodes: 1 });
  shop.apply(storageClass('fast', CSI, WAITS));
  const { metadata: _metadata, ...template } = claim({ storageClassName: 'fast' });
  const labels = { app: 'db' };
  shop.apply({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      selector: { matchLabels: labels },
      serviceName: 'db',
      template: { metadata: { labels }, spec: { ...podOn('x', 'y').spec, volumes: [], nodeSelector: { no: 'where' } } },
      volumeClaimTemplates: [{ metadata: { name: 'v' }, spec: template.spec }],
    },
  });
  const told = () =>
    shop.reader
      .list('Event', 'default')
      .filter(({ involvedObject }) => involvedObject.kind === 'PersistentVolumeClaim')
      .map(({ reason }) => reason);
  shop.advance('2s');
  expect(told()).toEqual(['WaitForFirstConsumer']);
  shop.advance('15s');
  expect(told()).toEqual(['WaitForFirstConsumer', 'WaitForPodScheduled']);
});

test('an option that is wrong is refused', () => {
  expect(() => cluster({ storage: { provisioners: ['no good'] } })).toThrow(/storage.provisioners\[0\]/);
  expect(() => cluster({ storage: { provisioner: ['x.io/y'] } as never })).toThrow(/provisioner/);
});
