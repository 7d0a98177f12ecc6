// What keeps volumes from being mounted, and the files of those that are.

import { describe, expect, test } from '@jest/globals';
import type { Pod, Volume } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { mount, mountedFiles, mountRetryMs, type Sources, showsObject } from '../../src/node/volumes';

const OBJECTS: readonly KubeObject[] = [
  { kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { a: '1', b: '2' } },
  { kind: 'Secret', metadata: { name: 'password', namespace: 'default' }, data: { key: 'aHVudGVyMg==' } },
  {
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'bound', namespace: 'default' },
    spec: { volumeName: 'pv' },
    status: { phase: 'Bound' },
  },
  { kind: 'PersistentVolumeClaim', metadata: { name: 'waiting', namespace: 'default' }, status: { phase: 'Pending' } },
] as unknown as KubeObject[];

const reader: Sources = {
  get: ((kind: string, namespace: string, name: string) =>
    OBJECTS.find(
      ({ kind: k, metadata }) => k === kind && metadata.name === name && metadata.namespace === namespace,
    )) as Sources['get'],
};

function podWith(volumes: readonly Volume[]): Pod {
  const volumeMounts = volumes.map(({ name }) => ({ name, mountPath: `/${name}` }));
  const containers = [{ name: 'c', volumeMounts }];
  return { metadata: { name: 'p', namespace: 'default' }, spec: { containers, volumes } } as unknown as Pod;
}

const projected = (...sources: object[]): Volume => ({ name: 'v', projected: { sources } });

interface Row {
  readonly name: string;
  readonly volume: Volume;
  readonly problems?: readonly string[];
  readonly claimProblem?: string;
}

const FAILED = 'MountVolume.SetUp failed for volume "v" :';
const UNBOUND =
  'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[v]:';

const rows: readonly Row[] = [
  { name: 'nothing to be missing', volume: { name: 'v', emptyDir: {} } },
  { name: 'a ConfigMap', volume: { name: 'v', configMap: { name: 'settings' } } },
  {
    name: 'a missing ConfigMap',
    volume: { name: 'v', configMap: { name: 'none' } },
    problems: [`${FAILED} configmap "none" not found`],
  },
  { name: 'a missing optional one', volume: { name: 'v', configMap: { name: 'none', optional: true } } },
  {
    name: 'a missing Secret',
    volume: { name: 'v', secret: { secretName: 'none' } },
    problems: [`${FAILED} secret "none" not found`],
  },
  {
    name: 'a missing key of a ConfigMap',
    volume: { name: 'v', configMap: { name: 'settings', items: [{ key: 'z', path: 'z' }] } },
    problems: [`${FAILED} configmap references non-existent config key: z`],
  },
  {
    name: 'a missing key of a Secret',
    volume: { name: 'v', secret: { secretName: 'password', items: [{ key: 'z', path: 'z' }] } },
    problems: [`${FAILED} references non-existent secret key: z`],
  },
  {
    name: 'several things missing in one volume',
    volume: projected({ configMap: { name: 'x' } }, { secret: { name: 'y' } }, { secret: { name: 'password' } }),
    problems: [`${FAILED} [configmap "x" not found, secret "y" not found]`],
  },
  {
    name: 'a CSI driver that is not installed',
    volume: { name: 'v', csi: { driver: 'x.example.com' } },
    problems: [
      `${FAILED} kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name x.example.com not found in the ` +
        'list of registered CSI drivers',
    ],
  },
  {
    name: 'a git repository',
    volume: { name: 'v', gitRepo: { repository: 'https://example.com/x' } },
    problems: [
      `${FAILED} git-repo volume plugin has been disabled; if necessary, it may be re-enabled by enabling the ` +
        'feature-gate `GitRepoVolumeDriver`',
    ],
  },
  {
    name: 'the resources of a container that there is not',
    volume: {
      name: 'v',
      downwardAPI: { items: [{ path: 'a', resourceFieldRef: { containerName: 'x', resource: 'limits.cpu' } }] },
    },
    problems: [`${FAILED} container x not found`],
  },
  { name: 'a bound claim', volume: { name: 'v', persistentVolumeClaim: { claimName: 'bound' } } },
  {
    name: 'a claim that waits',
    volume: { name: 'v', persistentVolumeClaim: { claimName: 'waiting' } },
    claimProblem: `${UNBOUND} error processing PVC default/waiting: PVC is not bound`,
  },
  {
    name: 'a missing claim',
    volume: { name: 'v', persistentVolumeClaim: { claimName: 'none' } },
    claimProblem: `${UNBOUND} error processing PVC default/none: failed to fetch PVC from API server: persistentvolumeclaims "none" not found`,
  },
  {
    name: "an ephemeral volume's claim",
    volume: { name: 'v', ephemeral: {} },
    claimProblem: `${UNBOUND} error processing PVC default/p-v: failed to fetch PVC from API server: persistentvolumeclaims "p-v" not found`,
  },
];

test.each(rows)('$name', ({ volume, problems = [], claimProblem }) => {
  const result = mount(reader, podWith([volume]));
  expect(result.problems).toEqual(problems);
  expect(result.claimProblem).toBe(claimProblem);
});

test('a volume that no container mounts is not looked at', () => {
  const missing = { configMap: { name: 'nope' } };
  const pod = podWith([{ name: 'v', ...missing }]);
  const spec = { ...pod.spec, volumes: [...(pod.spec.volumes ?? []), { name: 'unused', ...missing }] };
  expect(mount(reader, { ...pod, spec }).problems).toEqual([`${FAILED} configmap "nope" not found`]);
  expect(mount(reader, { ...pod, spec: { ...spec, containers: [{ name: 'c' }] } }).problems).toEqual([]);
});

test('beside a claim that waits, only what cannot be mounted is told as unmounted', () => {
  const claim = { name: 'data', persistentVolumeClaim: { claimName: 'none' } };
  const others = [
    { name: 'b', configMap: { name: 'nope' } },
    { name: 'a', emptyDir: {} },
  ];
  const { claimProblem } = mount(reader, podWith([claim, ...others]));
  expect(claimProblem).toContain(
    'unmounted volumes=[b data], unattached volumes=[], failed to process volumes=[data]: ',
  );
});

test.each([
  [1, 500],
  [2, 1_000],
  [3, 2_000],
  [9, 122_000],
  [40, 122_000],
])('after failure %i the next try comes %i ms later', (failures, waitMs) => {
  expect(mountRetryMs(failures)).toBe(waitMs);
});

describe('files', () => {
  const [settings, password] = OBJECTS as [KubeObject, KubeObject];
  const rows: readonly { name: string; volume: Volume; files: Record<string, string> }[] = [
    { name: 'all keys', volume: { name: 'v', configMap: { name: 'settings' } }, files: { a: '1', b: '2' } },
    {
      name: 'chosen keys at paths of their own',
      volume: { name: 'v', configMap: { name: 'settings', items: [{ key: 'b', path: 'deep/c' }] } },
      files: { 'deep/c': '2' },
    },
    { name: 'decoded secrets', volume: { name: 'v', secret: { secretName: 'password' } }, files: { key: 'hunter2' } },
    {
      name: 'several sources together',
      volume: projected({ configMap: { name: 'settings' } }, { secret: { name: 'password' } }),
      files: { a: '1', b: '2', key: 'hunter2' },
    },
  ];
  test.each(rows)('$name', ({ volume, files }) => {
    expect(mountedFiles(volume, [settings, password])).toEqual(files);
  });
});

test('a pod shows the objects of its volumes, not all of their names', () => {
  const pod = podWith([{ name: 'v', configMap: { name: 'settings' } }]);
  expect(showsObject(pod, 'ConfigMap', 'settings')).toBe(true);
  expect(showsObject(pod, 'Secret', 'settings')).toBe(false);
  expect(showsObject(podWith([]), 'ConfigMap', 'settings')).toBe(false);
});
