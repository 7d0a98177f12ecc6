// Features that a kubelet declares in its node's status, and those that a pod, or a change of it, needs there.
// upstream: component-helpers/nodedeclaredfeatures

import { equalData } from './equal-data';
import { type FeatureGate, forGates, isEnabled } from './feature-gates';
import type { Container, PodSpec } from './generated/types.gen';
import { couldRestartAll } from './pod-spec/restart-policy';

const DECLARABLE = [
  'ExtendWebSocketsToKubelet',
  'InPlacePodLevelResourcesVerticalScaling',
  'InPlacePodVerticalScalingInitContainers',
  'RestartAllContainersOnContainerExits',
] as const satisfies readonly FeatureGate[];

/** What kubelets declare with the gates in force; undefined when they declare nothing. */
export function declaredFeatures(): readonly string[] | undefined {
  const features = shared();
  return features.length > 0 ? features : undefined;
}

const shared = forGates((): readonly string[] =>
  Object.freeze(isEnabled('NodeDeclaredFeatures') ? DECLARABLE.filter(isEnabled) : []),
);

const NONE: readonly string[] = [];

/** What a node must declare to take the pod. No runtime here offers user namespaces on the host's network. */
export function featuresToSchedule(spec: PodSpec): readonly string[] {
  const restartsAll = couldRestartAll(spec);
  const mapsHostNetwork = spec.hostNetwork === true && spec.hostUsers === false;
  if (!restartsAll && !mapsHostNetwork) return NONE;
  return [
    ...(restartsAll ? ['RestartAllContainersOnContainerExits'] : []),
    ...(mapsHostNetwork ? ['UserNamespacesHostNetworkSupport'] : []),
  ];
}

/** What the pod's node must declare for this change. */
export function featuresToUpdate(old: PodSpec, next: PodSpec): readonly string[] {
  const resizesInit = old.initContainers?.some((container, index) => {
    return !isSidecar(container) && !equalData(container.resources, next.initContainers?.[index]?.resources);
  });
  return [
    ...(equalData(old.resources, next.resources) ? [] : ['InPlacePodLevelResourcesVerticalScaling']),
    ...(resizesInit ? ['InPlacePodVerticalScalingInitContainers'] : []),
  ];
}

const isSidecar = ({ restartPolicy }: Container) => restartPolicy === 'Always';

export function missingFeatures(needed: readonly string[], declared: readonly string[] | undefined): string[] {
  return needed.filter((feature) => !declared?.includes(feature));
}
