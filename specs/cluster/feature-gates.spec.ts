// Each feature gate changes what an author of manifests sees: a row shows the same cluster with the gate on and off.
import { expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { FIXED_OFF, INTERNAL_OFF, INTERNAL_ON, LOCKED_OFF, LOCKED_ON } from '../../src/kinds/feature-gate-names';
import { FEATURE_GATES, isEnabled } from '../../src/kinds/feature-gates';
import { kindRows } from './feature-gates/kind-rows';
import { kubeletRows } from './feature-gates/kubelet-rows';
import { nodeRows } from './feature-gates/node-rows';
import { podRows } from './feature-gates/pod-rows';
import { container, pod, type Row, refusal } from './feature-gates/row';
import { SERVED_GATES } from './feature-gates/served-gates';
import { service, workloadRows } from './feature-gates/workload-rows';

const rows: readonly Row[] = [...workloadRows, ...podRows, ...kindRows, ...nodeRows, ...kubeletRows];

for (const value of [true, false]) {
  test.each(rows.map((row) => ({ ...row, name: `${row.gate}=${value}` })))('$name', (row) => {
    const others = (value ? row.needs : row.needing) ?? [];
    const featureGates = Object.fromEntries([row.gate, ...others].map((gate) => [gate, value]));
    const tank = cluster({ nodes: row.nodes ?? 1, featureGates, runtimeConfig: row.runtimeConfig ?? [] });
    expect(row.see(tank)).toEqual(value ? row.on : row.off);
  });
}

const longStep = (tank: Cluster) => {
  tank.create(pod({ containers: [container({ image: 'sim/exit:1-1' })] }));
  tank.advance('30m');
  const before = tank.get('Pod', 'default', 'a')?.status?.containerStatuses?.[0]?.restartCount ?? 0;
  tank.advance('10m');
  return (tank.get('Pod', 'default', 'a')?.status?.containerStatuses?.[0]?.restartCount ?? 0) - before > 4;
};

test.each([
  { name: 'on', value: true, isQuick: false },
  { name: 'off', value: false, isQuick: true },
])('KubeletCrashLoopBackOffMax $name: a minute at most without it when the decay is reduced', ({ value, isQuick }) => {
  const featureGates = { ReduceDefaultCrashLoopBackOffDecay: true, KubeletCrashLoopBackOffMax: value };
  expect(longStep(cluster({ nodes: 1, featureGates }))).toBe(isQuick);
});

test('nodes of the options are read with the gates of the cluster', () => {
  const nodes = [{ name: 'a', kubelet: { shutdownGracePeriod: '10s' } }];
  const featureGates = {
    GracefulNodeShutdown: false,
    GracefulNodeShutdownBasedOnPodPriority: false,
    WindowsGracefulNodeShutdown: false,
  };
  expect(() => cluster({ nodes })).not.toThrow();
  expect(() => cluster({ nodes, featureGates })).toThrow(
    'cluster: nodes[0].kubelet.shutdownGracePeriod: invalid configuration: specifying shutdownGracePeriod',
  );
  expect(() => cluster({ nodes })).not.toThrow();
});

test('every gate of the table has a row', () => {
  const shown = new Set<string>([...rows.map(({ gate }) => gate), 'KubeletCrashLoopBackOffMax', ...SERVED_GATES]);
  expect(Object.keys(FEATURE_GATES).filter((gate) => !shown.has(gate))).toEqual([]);
});

test('clusters of different gates work side by side', () => {
  const [strict, relaxed] = [false, true].map((value) => {
    return cluster({ nodes: 1, featureGates: { RelaxedServiceNameValidation: value } });
  }) as [Cluster, Cluster];
  const shared = JSON.parse(JSON.stringify(service));
  expect(refusal(() => relaxed.create(shared))).toBe('accepted');
  expect(refusal(() => strict.create(shared))).toContain('DNS-1035');
  expect(refusal(() => relaxed.fork().create({ ...shared, metadata: { name: '2a' } }))).toBe('accepted');
  strict.settle();
  relaxed.settle();
  expect(typeof isEnabled('RelaxedServiceNameValidation')).toBe('boolean');
});

test.each([
  {
    name: 'no gate',
    gates: { MaxUnavailableStatefulSets: true },
    says: 'unrecognized feature gate: MaxUnavailableStatefulSets',
  },
  {
    name: 'a locked gate',
    gates: { SidecarContainers: false },
    says: 'cannot set feature gate SidecarContainers to false, feature is locked to true',
  },
  {
    name: 'a gate locked to false',
    gates: { GitRepoVolumeDriver: true },
    says: 'cannot set feature gate GitRepoVolumeDriver to true, feature is locked to false',
  },
  {
    name: 'a gate without one that it needs',
    gates: { PodLevelResources: false },
    says: 'InPlacePodLevelResourcesVerticalScaling is enabled, but depends on features that are disabled: [PodLevelResources]',
  },
  {
    name: 'a gate without two',
    gates: {
      ContainerRestartRules: false,
      NodeDeclaredFeatures: false,
      InPlacePodLevelResourcesVerticalScaling: false,
      InPlacePodVerticalScalingInitContainers: false,
      ExtendWebSocketsToKubelet: false,
    },
    says: 'RestartAllContainersOnContainerExits is enabled, but depends on features that are disabled: [ContainerRestartRules NodeDeclaredFeatures]',
  },
  {
    name: 'all gates of a stage',
    gates: { AllAlpha: true },
    says: 'feature gate AllAlpha is false by default, and true is not simulated',
  },
  {
    name: 'a gate that is not simulated',
    gates: { GenericWorkload: true },
    says: 'feature gate GenericWorkload is false by default, and true is not simulated',
  },
  {
    name: 'no boolean',
    gates: { PodLevelResources: 'yes' },
    says: 'featureGates.PodLevelResources: expected true or false, got "yes"',
  },
])('$name is refused', ({ gates, says }) => {
  expect(() => cluster({ nodes: 1, featureGates: gates as never })).toThrow(says);
});

test('the nearest name is a hint, and what is so anyway may be said', () => {
  const thrown = refusal(() => cluster({ featureGates: { MaxUnavailableStatefulSets: true } as never }));
  expect(thrown).toContain('MaxUnavailableStatefulSet');
  expect(() =>
    cluster({ nodes: 1, featureGates: { SidecarContainers: true, GenericWorkload: false } as never }),
  ).not.toThrow();
});

test('what only the components see may be set to either value', () => {
  const see = (value: boolean) => {
    const featureGates = {
      WatchList: value,
      MemoryQoS: value,
      ClusterTrustBundle: value,
      APIResponseCompression: value,
    };
    const tank = cluster({ nodes: 1, featureGates });
    tank.create(pod());
    tank.settle();
    return tank.get('Pod', 'default', 'a')?.status;
  };
  expect(see(true)).toEqual(see(false));
  const needy = { APIServerIdentity: false };
  expect(() => cluster({ nodes: 1, featureGates: needy })).toThrow(
    'UnknownVersionInteroperabilityProxy is enabled, but depends on features that are disabled: [APIServerIdentity]',
  );
});

test('no name is in two lists', () => {
  const lists = [Object.keys(FEATURE_GATES), LOCKED_ON, LOCKED_OFF, FIXED_OFF, INTERNAL_ON, INTERNAL_OFF];
  const names = lists.flatMap((list) => [...list]);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  // As many as the components of 1.36 know, those for whole stages included.
  expect(names.length).toBe(237);
});
