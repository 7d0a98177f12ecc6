// Static pods: those whose manifests lie on the node itself. Their kubelet runs them without asking anybody, and shows
// each to the API server by a mirror pod that it makes, and makes again.
// upstream: pkg/kubelet/config/common.go applyDefaults, pkg/kubelet/pod/mirror_client.go, kubelet.go
// tryReconcileMirrorPods

import { ApiError } from '../api/api-error';
import { MIRROR_POD } from '../kinds/annotations';
import type { OwnerReference, Pod, Toleration } from '../kinds/generated/types.gen';
import { keyOf } from '../kinds/kind';
import { kindByKey } from '../kinds/table';
import { rfc3339Micro } from '../sim/time';
import { hexDigest } from './image-reference';
import type { StaticManifest } from './kubelet-fields';
import type { KubeletContext, KubeletState } from './kubelet-state';
import type { NodeSpec } from './node-spec';
import { podKey } from './worker-keys';

const SOURCE = 'kubernetes.io/config.source';
const HASH = 'kubernetes.io/config.hash';
const SEEN = 'kubernetes.io/config.seen';

const UID_DIGITS = 32;
/** A mirror that the API server does not take is tried again with the pod's next regular sync. */
const RESYNC_MS = 75_000;
const STAYS: Toleration = Object.freeze({ effect: 'NoExecute', operator: 'Exists' });

export const isMirror = ({ metadata }: Pod) => metadata.annotations?.[MIRROR_POD] !== undefined;

/** Whether the pod comes from the node itself; its mirror does not. */
export const isStatic = (pod: Pod) => pod.metadata.annotations?.[SOURCE] === 'file' && !isMirror(pod);

/** The uid of the worker that runs the pod: a mirror's is that of its static pod. */
export function workerUid({ metadata }: Pod): string {
  return metadata.annotations?.[MIRROR_POD] ?? metadata.uid ?? '';
}

/** The same by name; a static pod may have no mirror just now. */
export function workerUidAt(cx: Pick<KubeletContext, 'state' | 'get'>, namespace: string, name: string): string {
  const pod = staticNamed(cx.state, namespace, name) ?? cx.get('Pod', namespace, name);
  return pod ? workerUid(pod) : '';
}

/** The static pod of this name; most clusters have none. */
export function staticNamed({ statics }: KubeletState, namespace: string, name: string): Pod | undefined {
  return statics.size === 0 ? undefined : statics.get(keyOf(namespace, name));
}

/** The pod that a node's kubelet makes of a manifest. */
export function staticPod(manifest: StaticManifest, node: NodeSpec, nowMs: number): Pod {
  const given = manifest as unknown as Pod;
  const { metadata, spec } = given;
  const uid = metadata.uid ?? hexDigest(`${JSON.stringify(manifest)} host:${node.name}`).slice(0, UID_DIGITS);
  const others = spec.tolerations?.filter(
    ({ key, operator, effect }) => key || operator !== 'Exists' || effect !== 'NoExecute',
  );
  const pod: Pod = {
    ...given,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [HASH]: uid,
        [SEEN]: `${rfc3339Micro(nowMs).slice(0, -1)}000Z`,
        [SOURCE]: 'file',
      },
      name: `${metadata.name}-${node.name.toLowerCase()}`,
      namespace: metadata.namespace ?? 'default',
      uid,
    },
    spec: { ...spec, nodeName: node.name, tolerations: [...(others ?? []), STAYS] },
    status: { phase: 'Pending' },
  };
  return (kindByKey('Pod')?.defaults?.(pod) ?? pod) as Pod;
}

/** The kubelet reads its manifests; each pod is looked at after so long. */
export function readManifests(cx: KubeletContext, spec: NodeSpec, delayMs: number): void {
  for (const manifest of spec.staticPods ?? []) {
    const pod = staticPod(manifest, spec, cx.nowMs);
    const { namespace = '', name } = pod.metadata;
    if (!cx.state.statics.has(keyOf(namespace, name))) cx.state.statics.set(keyOf(namespace, name), pod);
    cx.after(delayMs, podKey({ namespace, name }));
  }
}

/** Sees to it that the static pod has its mirror and no other. */
export function reconcileMirror(cx: KubeletContext, own: Pod): void {
  const { namespace = '', name } = own.metadata;
  const node = own.spec.nodeName ?? '';
  if (cx.state.nodes.get(node)?.isCutOff) return;
  const known = cx.get('Pod', namespace, name);
  const isRight = known && workerUid(known) === own.metadata.uid && !known.metadata.deletionTimestamp;
  if (isRight) return;
  if (known && !isMirror(known)) return;
  if (known) removeMirror(cx, known);
  const owner = cx.get('Node', undefined, node);
  if (!owner || owner.metadata.deletionTimestamp) return;
  const { uid, ...metadata } = own.metadata;
  const reference: OwnerReference = {
    apiVersion: 'v1',
    controller: true,
    kind: 'Node',
    name: node,
    uid: owner.metadata.uid ?? '',
  };
  const annotations = { ...metadata.annotations, [MIRROR_POD]: uid ?? '' };
  try {
    cx.create<Pod>({ ...own, metadata: { ...metadata, annotations, ownerReferences: [reference] } });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    cx.after(RESYNC_MS, podKey({ namespace, name }), { background: true });
  }
}

/** A mirror goes at once. */
export function removeMirror(cx: KubeletContext, { metadata: { namespace, name, uid = '' } }: Pod): void {
  try {
    cx.delete('Pod', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** Static pods of a node that have no mirror just now. */
export function unmirrored({ statics }: KubeletState, get: KubeletContext['get'], node: string): readonly Pod[] {
  if (statics.size === 0) return [];
  return statics.values().filter(({ metadata, spec }) => {
    if (spec.nodeName !== node) return false;
    const known = get('Pod', metadata.namespace, metadata.name);
    return !known || workerUid(known) !== metadata.uid;
  });
}
