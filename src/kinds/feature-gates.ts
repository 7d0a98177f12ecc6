// Kubernetes' feature gates that the tank can switch, with their defaults of 1.36, and which of them are in force now.
// As in the real components the gates are the process's, not an argument of every function: a cluster puts its own in
// force whenever it begins to run, and what was remembered under others is left aside.
// upstream: pkg/features/kube_features.go

export interface FeatureGateRow {
  readonly stage: 'Alpha' | 'Beta';
  readonly default: boolean;
}

const row = (stage: FeatureGateRow['stage'], isOn: boolean): FeatureGateRow => ({ stage, default: isOn });

/** Only gates of which both values are simulated. */
export const FEATURE_GATES = {
  ClearingNominatedNodeNameAfterBinding: row('Beta', true),
  ContainerRestartRules: row('Beta', true),
  CrossNamespaceVolumeDataSource: row('Alpha', false),
  DeploymentReplicaSetTerminatingReplicas: row('Beta', true),
  EnvFiles: row('Beta', true),
  HPAConfigurableTolerance: row('Beta', true),
  HPAScaleToZero: row('Alpha', false),
  HostnameOverride: row('Beta', true),
  KubeletCrashLoopBackOffMax: row('Beta', true),
  MatchLabelKeysInPodTopologySpread: row('Beta', true),
  MatchLabelKeysInPodTopologySpreadSelectorMerge: row('Beta', true),
  MaxUnavailableStatefulSet: row('Beta', false),
  MutablePVNodeAffinity: row('Alpha', false),
  MutablePodResourcesForSuspendedJobs: row('Beta', true),
  MutableSchedulingDirectivesForSuspendedJobs: row('Beta', true),
  PodDeletionCost: row('Beta', true),
  PodLevelResources: row('Beta', true),
  PodReadyToStartContainersCondition: row('Beta', true),
  PodTopologyLabelsAdmission: row('Beta', true),
  ReduceDefaultCrashLoopBackOffDecay: row('Alpha', false),
  RelaxedServiceNameValidation: row('Beta', true),
  TaintTolerationComparisonOperators: row('Alpha', false),
  UserNamespacesHostNetworkSupport: row('Alpha', false),
} as const satisfies Readonly<Record<string, FeatureGateRow>>;

export type FeatureGate = keyof typeof FEATURE_GATES;

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
