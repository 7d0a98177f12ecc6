// The settled cluster as campaigns need to know it: which pods stand behind each Service, and which workload is behind
// each pod. What is not well before a campaign begins is left out: other rules tell that.

import type { Cluster } from '../../actions/acting-cluster';
import type { Reader } from '../../api/actor';
import { endpointsOf } from '../../cluster/look';
import type { Pod } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import { controllerOf } from '../../kinds/owner';
import { isTrue } from '../../matchers/conditions';
import { type ObjectReference, referenceText } from '../finding';
import { referenceOf } from '../manifest-set';

export interface Workload {
  readonly reference: ObjectReference;
  readonly object: KubeObject;
  /** Its pods that are ready. */
  readonly pods: readonly Pod[];
}

export interface ServedService {
  readonly reference: ObjectReference;
  /** The pods that are its ready endpoints. */
  readonly pods: readonly Pod[];
}

export interface World {
  readonly services: readonly ServedService[];
  /** Workloads with a ready pod, by the text of their reference; a pod without a controller is its own. */
  readonly workloads: ReadonlyMap<string, Workload>;
  /** The same by the uid of each ready pod. */
  readonly byPod: ReadonlyMap<string, Workload>;
}

const worlds = new WeakMap<object, World>();

export function worldOf(cluster: Cluster): World {
  const known = worlds.get(cluster);
  if (known) return known;
  const world = lookAt(cluster.reader);
  worlds.set(cluster, world);
  return world;
}

function lookAt(reader: Reader): World {
  const found = new Map<string, { reference: ObjectReference; object: KubeObject; pods: Pod[] }>();
  const byPod = new Map<string, Workload>();
  for (const pod of reader.list('Pod')) {
    if (!isReady(pod)) continue;
    const object = workloadOf(reader, pod);
    const reference = referenceOf(object);
    const key = referenceText(reference);
    const workload = found.get(key) ?? { reference, object, pods: [] };
    workload.pods.push(pod);
    found.set(key, workload);
    byPod.set(pod.metadata.uid ?? '', workload);
  }
  const services = reader.list('Service').flatMap((service) => served(reader, referenceOf(service)));
  return { services, workloads: found, byPod };
}

function served(reader: Reader, reference: ObjectReference): ServedService[] {
  const { namespace, name } = reference;
  const endpoints = endpointsOf(reader, namespace, name).filter(({ ready }) => ready);
  const names = [...new Set(endpoints.map(({ pod }) => pod.split('/')[1] ?? ''))];
  const pods = names.flatMap((pod) => reader.get('Pod', namespace, pod) ?? []);
  return pods.length > 0 ? [{ reference, pods }] : [];
}

export const isReady = (pod: Pod) => pod.metadata.deletionTimestamp === undefined && isTrue(pod, 'Ready');

/** What stands at the top of the pod's chain of controllers, as far as the cluster knows their kinds. */
export function workloadOf(reader: Reader, pod: Pod): KubeObject {
  let object: KubeObject = pod as unknown as KubeObject;
  for (;;) {
    const owner = controllerOf(object);
    const row = owner && reader.registry.byVersion(owner.apiVersion, owner.kind);
    const above = owner && row && reader.get(row.key as KindName, object.metadata.namespace, owner.name);
    if (!above) return object;
    object = above as unknown as KubeObject;
  }
}

/** The workload that most of the Service's pods are of. */
export function mainWorkload({ byPod }: World, { pods }: ServedService): Workload | undefined {
  const counts = new Map<Workload, number>();
  for (const { metadata } of pods) {
    const workload = byPod.get(metadata.uid ?? '');
    if (workload) counts.set(workload, (counts.get(workload) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
