// Which gates a gate needs: one that is on while one of these is off keeps a component from starting. Gates that are
// locked on are left out. upstream: pkg/features defaultKubernetesFeatureGateDependencies

import { INTERNAL_ON } from './feature-gate-names';
import { FEATURE_GATES, type FeatureGate } from './feature-gates';

const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  ClusterTrustBundleProjection: ['ClusterTrustBundle'],
  DRADeviceBindingConditions: ['DRAResourceClaimDeviceStatus'],
  DRADeviceTaintRules: ['DRADeviceTaints'],
  DRAResourceClaimGranularStatusAuthorization: ['DRAResourceClaimDeviceStatus'],
  DRAWorkloadResourceClaims: ['GenericWorkload'],
  ExtendWebSocketsToKubelet: ['NodeDeclaredFeatures'],
  GangScheduling: ['GenericWorkload'],
  GracefulNodeShutdownBasedOnPodPriority: ['GracefulNodeShutdown'],
  InPlacePodLevelResourcesVerticalScaling: ['PodLevelResources', 'NodeDeclaredFeatures'],
  InPlacePodVerticalScalingInitContainers: ['NodeDeclaredFeatures'],
  MatchLabelKeysInPodTopologySpreadSelectorMerge: ['MatchLabelKeysInPodTopologySpread'],
  PodLevelResourceManagers: ['PodLevelResources'],
  ResourceHealthStatusMessage: ['ResourceHealthStatus'],
  RestartAllContainersOnContainerExits: ['ContainerRestartRules', 'NodeDeclaredFeatures'],
  StaleControllerConsistencyDaemonSet: ['AtomicFIFO'],
  StaleControllerConsistencyJob: ['AtomicFIFO'],
  StaleControllerConsistencyReplicaSet: ['AtomicFIFO'],
  StaleControllerConsistencyStatefulSet: ['AtomicFIFO'],
  StorageVersionAPI: ['APIServerIdentity'],
  TopologyAwareWorkloadScheduling: ['GenericWorkload'],
  UnknownVersionInteroperabilityProxy: ['APIServerIdentity'],
  UserNamespacesHostNetworkSupport: ['NodeDeclaredFeatures'],
  WindowsGracefulNodeShutdown: ['GracefulNodeShutdown'],
  WorkloadAwarePreemption: ['GangScheduling'],
  WorkloadWithJob: ['GenericWorkload'],
};

export interface MissingDependency {
  readonly gate: string;
  readonly problem: string;
}

/** The first gate, in the order of names, that needs one that is off with these settings. */
export function missingDependency(settings: Readonly<Record<string, boolean>>): MissingDependency | undefined {
  const isOn = (gate: string) => settings[gate] ?? isOnByDefault(gate);
  for (const [gate, needs] of Object.entries(DEPENDENCIES)) {
    const missing = isOn(gate) ? needs.filter((need) => !isOn(need)) : [];
    if (missing.length === 0) continue;
    return { gate, problem: `${gate} is enabled, but depends on features that are disabled: [${missing.join(' ')}]` };
  }
  return undefined;
}

function isOnByDefault(gate: string): boolean {
  if (Object.hasOwn(FEATURE_GATES, gate)) return FEATURE_GATES[gate as FeatureGate].default;
  return (INTERNAL_ON as readonly string[]).includes(gate);
}
