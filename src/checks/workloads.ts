// The workloads of the manifests with the pods that came of them, and how many of these they ask for.

import type { DaemonSet, Deployment, Job, Pod } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { KindName } from '../kinds/kind-map';
import { isTrue } from '../matchers/conditions';
import { podsOf } from '../matchers/related-pods';
import { ownersOf } from '../report/object-names';
import type { CheckContext } from './context';
import type { ObjectReference } from './finding';
import type { DescribedPod } from './manifest-set';

export interface Workload extends DescribedPod {
  /** As the cluster holds it. */
  readonly object: KubeObject;
  /** Its pods that are not going. */
  readonly pods: readonly Pod[];
  /** Pods that it asks for; a CronJob's are nobody's until its time comes. */
  readonly wanted: number;
}

const known = new WeakMap<CheckContext, readonly Workload[]>();

/** What the API server took of what describes pods, in the order of the manifests. */
export function workloadsOf(cx: CheckContext): readonly Workload[] {
  let workloads = known.get(cx);
  if (!workloads) {
    workloads = cx.manifests.pods.flatMap((described) => {
      const { kind, namespace, name } = described.reference;
      const object = cx.started.cluster.get(kind as KindName, namespace, name) as KubeObject | undefined;
      return object ? [{ ...described, object, pods: podsBelow(cx, object), wanted: wantedOf(object) }] : [];
    });
    known.set(cx, workloads);
  }
  return workloads;
}

function podsBelow({ started }: CheckContext, object: KubeObject): readonly Pod[] {
  const pods = object.kind === 'Pod' ? [object as Pod] : podsOf(started.cluster.reader, object);
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

function wantedOf(object: KubeObject): number {
  if (object.kind === 'Pod') return 1;
  if (object.kind === 'CronJob') return 0;
  if (object.kind === 'DaemonSet') return (object as DaemonSet).status?.desiredNumberScheduled ?? 0;
  if (object.kind === 'Job') return jobPods(object as Job);
  return (object as Deployment).spec.replicas ?? 1;
}

function jobPods({ spec, status }: Job): number {
  if (spec.suspend || status?.completionTime || status?.conditions?.some(({ status }) => status === 'True')) return 0;
  const left = (spec.completions ?? 1) - (status?.succeeded ?? 0);
  return Math.min(spec.parallelism ?? 1, left);
}

export const isReady = (pod: Pod) => isTrue(pod, 'Ready');

export const hasEnded = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** What stands behind a pod: the topmost of its owners, or the pod itself. */
export function originOf({ started }: CheckContext, pod: Pod): ObjectReference {
  const { kind, metadata } = ownersOf(started.cluster.reader, pod).at(-1) ?? pod;
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name };
}
