// Kubernetes' feature gates that the tank can switch, with their defaults of 1.36, and which of them are in force now.
// As in the real components the gates are the process's, not an argument of every function: a cluster puts its own in
// force whenever it begins to run, and what was remembered under others is left aside.
// upstream: pkg/features/kube_features.go

import type { InternalGate } from './feature-gate-names';

export interface FeatureGateRow {
  readonly stage: 'Alpha' | 'Beta' | 'GA' | 'Deprecated';
  readonly default: boolean;
}

const row = (stage: FeatureGateRow['stage'], isOn: boolean): FeatureGateRow => ({ stage, default: isOn });

/** Only gates of which both values are simulated. */
export const FEATURE_GATES = {
  AllowServiceExternalIPs: row('GA', true),
  AuthorizePodWebsocketUpgradeCreatePermission: row('Beta', true),
  CRDObservedGenerationTracking: row('Beta', true),
  ChangeContainerStatusOnKubeletRestart: row('Deprecated', false),
  ClearingNominatedNodeNameAfterBinding: row('Beta', true),
  ClusterTrustBundleProjection: row('Beta', false),
  ConstrainedImpersonation: row('Beta', true),
  ContainerRestartRules: row('Beta', true),
  ContainerStopSignals: row('Alpha', false),
  CoordinatedLeaderElection: row('Beta', false),
  CrossNamespaceVolumeDataSource: row('Alpha', false),
  DRAConsumableCapacity: row('Beta', true),
  DRADeviceBindingConditions: row('Beta', true),
  DRADeviceTaintRules: row('Beta', false),
  DRADeviceTaints: row('Beta', true),
  DRAExtendedResource: row('Beta', true),
  DRAListTypeAttributes: row('Alpha', false),
  DRAPartitionableDevices: row('Beta', true),
  DRAPrioritizedList: row('GA', true),
  DRAResourceClaimDeviceStatus: row('Beta', true),
  DRAResourceClaimGranularStatusAuthorization: row('Beta', true),
  DRASchedulerFilterTimeout: row('Beta', true),
  DeploymentReplicaSetTerminatingReplicas: row('Beta', true),
  EnvFiles: row('Beta', true),
  ExtendWebSocketsToKubelet: row('Beta', true),
  GracefulNodeShutdown: row('Beta', true),
  GracefulNodeShutdownBasedOnPodPriority: row('Beta', true),
  HPAConfigurableTolerance: row('Beta', true),
  HPAScaleToZero: row('Alpha', false),
  HostnameOverride: row('Beta', true),
  ImageVolumeWithDigest: row('Alpha', false),
  InPlacePodLevelResourcesVerticalScaling: row('Beta', true),
  InPlacePodVerticalScalingInitContainers: row('Beta', true),
  KubeletCrashLoopBackOffMax: row('Beta', true),
  ManifestBasedAdmissionControlConfig: row('Alpha', false),
  MatchLabelKeysInPodTopologySpread: row('Beta', true),
  MatchLabelKeysInPodTopologySpreadSelectorMerge: row('Beta', true),
  MaxUnavailableStatefulSet: row('Beta', false),
  MutablePVNodeAffinity: row('Alpha', false),
  MutablePodResourcesForSuspendedJobs: row('Beta', true),
  MutableSchedulingDirectivesForSuspendedJobs: row('Beta', true),
  MutatingAdmissionPolicy: row('GA', true),
  NodeDeclaredFeatures: row('Beta', true),
  NominatedNodeNameForExpectation: row('Beta', true),
  OpenAPIEnums: row('Beta', true),
  PLEGOnDemandRelist: row('Beta', true),
  PersistentVolumeClaimUnusedSinceTime: row('Alpha', false),
  PodCertificateRequest: row('Beta', false),
  PodDeletionCost: row('Beta', true),
  PodLevelResources: row('Beta', true),
  PodLogsQuerySplitStreams: row('Alpha', false),
  PodReadyToStartContainersCondition: row('Beta', true),
  PodTopologyLabelsAdmission: row('Beta', true),
  PreventStaticPodAPIReferences: row('Beta', true),
  ReduceDefaultCrashLoopBackOffDecay: row('Alpha', false),
  RelaxedServiceNameValidation: row('Beta', true),
  ResourceHealthStatus: row('Beta', true),
  ResourceHealthStatusMessage: row('Beta', true),
  RestartAllContainersOnContainerExits: row('Beta', true),
  SELinuxMount: row('Beta', false),
  SchedulerAsyncPreemption: row('Beta', true),
  SchedulerPopFromBackoffQ: row('Beta', true),
  ServiceCIDRStatusFieldWiping: row('Deprecated', true),
  ShardedListAndWatch: row('Alpha', false),
  StorageCapacityScoring: row('Alpha', false),
  StorageVersionHash: row('Beta', true),
  StrictIPCIDRValidation: row('Beta', true),
  TaintTolerationComparisonOperators: row('Alpha', false),
  TokenRequestServiceAccountUIDValidation: row('Beta', true),
  UserNamespacesHostNetworkSupport: row('Alpha', false),
  VolumeLimitScaling: row('Alpha', false),
} as const satisfies Readonly<Record<string, FeatureGateRow>>;

export type FeatureGate = keyof typeof FEATURE_GATES;

/** What a cluster may be given: gates of the table, and those that nobody can see. */
export type FeatureGateSettings = { readonly [Gate in FeatureGate | InternalGate]?: boolean };

/** Every gate of the table, on or off. Clusters with the same gates may share one such object. */
export type FeatureGates = Readonly<Record<FeatureGate, boolean>>;

export const DEFAULT_GATES: FeatureGates = Object.freeze(
  Object.fromEntries(Object.entries(FEATURE_GATES).map(([name, gate]) => [name, gate.default])),
) as FeatureGates;

/** The defaults with these overridden. */
export function featureGates(overrides: Partial<FeatureGates> | undefined): FeatureGates {
  if (!overrides || Object.keys(overrides).length === 0) return DEFAULT_GATES;
  return Object.freeze({ ...DEFAULT_GATES, ...overrides });
}

let inForce = DEFAULT_GATES;

/** Puts a cluster's gates in force until another cluster's are. Answers those that were before. */
export function enforce(gates: FeatureGates): FeatureGates {
  const before = inForce;
  inForce = gates;
  return before;
}

/** What is worked out with these gates in force. */
export function withGates<T>(gates: FeatureGates, work: () => T): T {
  const before = enforce(gates);
  try {
    return work();
  } finally {
    enforce(before);
  }
}

export const isEnabled = (gate: FeatureGate): boolean => inForce[gate];

/** Something that is remembered, made anew for each set of gates. */
export function forGates<T>(make: () => T): () => T {
  let gates = inForce;
  let present = make();
  const all = new WeakMap<FeatureGates, T>([[gates, present]]);
  return () => {
    if (gates === inForce) return present;
    gates = inForce;
    present = all.get(gates) ?? make();
    all.set(gates, present);
    return present;
  };
}
