// The pod of an ordinal: the template of its revision with a name, a host name and the claims of that ordinal.
// upstream: pkg/controller/statefulset/stateful_set_utils.go newVersionedStatefulSetPod

import type { ControllerRevision, Pod, StatefulSet, Volume } from '../../kinds/generated/types.gen';
import { controllerRef } from '../../kinds/owner';
import { revisionTemplate } from '../shared/history/revision-data';
import { podFromTemplate } from '../shared/pod-control';
import { claimName, ordinalOf, podName, startOrdinal } from './identity';

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';
const REVISION_LABEL = 'controller-revision-hash';

/** The revision that stands, and the one that is rolled out. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

/** Name of the revision that a pod was made of; '' for none. */
export function podRevision(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_LABEL] ?? '';
}

/** The pod to make for an ordinal: below the partition of the current revision, else of the update. */
export function newPod(set: StatefulSet, revisions: Revisions, ordinal: number): Pod {
  const revision = isKeptBack(set, ordinal) ? revisions.current : revisions.update;
  const pod = podFromTemplate(set, revisionTemplate(revision), controllerRef(set));
  const named = withIdentity(set, { ...pod, metadata: { ...pod.metadata, name: podName(set, ordinal) } });
  const labels = { ...named.metadata.labels, [REVISION_LABEL]: revision.metadata.name };
  const { serviceName } = set.spec;
  const spec = {
    ...withStorage(set, named).spec,
    hostname: named.metadata.name,
    ...(serviceName ? { subdomain: serviceName } : {}),
  };
  return { ...named, metadata: { ...named.metadata, labels }, spec };
}

function isKeptBack(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  const place = ordinal - startOrdinal(set);
  if (rollingUpdate) return place < (rollingUpdate.partition ?? 0);
  return type === 'RollingUpdate' && place < (set.status?.currentReplicas ?? 0);
}

/** Whether the pod bears the label of its own name. */
export function hasIdentity({ metadata }: Pod): boolean {
  return metadata.labels?.[POD_NAME_LABEL] === metadata.name;
}

/** The pod with the labels of its name and ordinal. */
export function withIdentity(set: StatefulSet, pod: Pod): Pod {
  const ordinal = ordinalOf(pod);
  const labels = {
    ...pod.metadata.labels,
    [POD_NAME_LABEL]: podName(set, ordinal),
    [POD_INDEX_LABEL]: String(ordinal),
  };
  return { ...pod, metadata: { ...pod.metadata, labels } };
}

/** Whether the pod's volumes are the claims of its ordinal. */
export function hasStorage(set: StatefulSet, pod: Pod): boolean {
  return claimVolumes(set, pod).every(({ name, persistentVolumeClaim }) => {
    const volume = pod.spec.volumes?.find((each) => each.name === name);
    return volume?.persistentVolumeClaim?.claimName === persistentVolumeClaim?.claimName;
  });
}

/** The pod with its claims as volumes; they replace volumes of the same names. */
export function withStorage(set: StatefulSet, pod: Pod): Pod {
  const claims = claimVolumes(set, pod);
  if (claims.length === 0) return pod;
  const names = new Set(claims.map(({ name }) => name));
  const others = (pod.spec.volumes ?? []).filter(({ name }) => !names.has(name));
  return { ...pod, spec: { ...pod.spec, volumes: [...claims, ...others] } };
}

function claimVolumes(set: StatefulSet, pod: Pod): readonly Volume[] {
  if (!set.spec.volumeClaimTemplates?.length) return [];
  const ordinal = ordinalOf(pod);
  return set.spec.volumeClaimTemplates.map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }));
}
