// Condition types that each kind's own components write. A type that is neither here, nor on the object, nor
// qualified by a domain is taken for a typo: `.not` would pass for the wrong reason.

import { UsageError } from '../cluster/describe/usage-error';
import type { KubeObject } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import { conditionsOf } from './conditions';

const TYPES: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'PodScheduled',
    'PodReadyToStartContainers',
    'Initialized',
    'ContainersReady',
    'Ready',
    'DisruptionTarget',
    'PodResizePending',
    'PodResizeInProgress',
  ],
  Node: ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'],
  Deployment: ['Available', 'Progressing', 'ReplicaFailure'],
  ReplicaSet: ['ReplicaFailure'],
  ReplicationController: ['ReplicaFailure'],
  Job: ['Complete', 'Failed', 'Suspended', 'SuccessCriteriaMet', 'FailureTarget'],
  HorizontalPodAutoscaler: ['AbleToScale', 'ScalingActive', 'ScalingLimited'],
  PodDisruptionBudget: ['DisruptionAllowed'],
  Namespace: [
    'NamespaceDeletionDiscoveryFailure',
    'NamespaceDeletionContentFailure',
    'NamespaceDeletionGroupVersionParsingFailure',
    'NamespaceContentRemaining',
    'NamespaceFinalizersRemaining',
  ],
  PersistentVolumeClaim: [
    'Resizing',
    'FileSystemResizePending',
    'ControllerResizeError',
    'NodeResizeError',
    'ModifyingVolume',
    'ModifyVolumeError',
    'Unused',
  ],
};

/** Errors: UsageError for a type that objects of this kind never have. */
export function checkConditionType(object: KubeObject, type: string): void {
  const known = TYPES[object.kind];
  if (!known || known.includes(type) || type.includes('/')) return;
  const there = conditionsOf(object).map((condition) => condition.type);
  const gates = (object as { readonly spec?: { readonly readinessGates?: readonly { conditionType: string }[] } }).spec;
  const declared = gates?.readinessGates?.map(({ conditionType }) => conditionType) ?? [];
  const all = [...there, ...declared, ...known];
  if (all.includes(type)) return;
  const list = known.join(', ');
  throw new UsageError(`a ${object.kind} has no condition "${type}", only ${list}`, { hint: nearest(type, all) });
}
