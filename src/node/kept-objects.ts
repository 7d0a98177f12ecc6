// Immutable ConfigMaps and Secrets as a kubelet has read them: it watches them no more, and shows what it has to every
// pod of its node until none of those that read it is left, even when the object is long deleted or made anew.
// upstream: pkg/kubelet/util/manager/watch_based_manager.go Get

import type { Reader } from '../api/actor';
import type { ConfigMap, Secret } from '../kinds/generated/types.gen';
import type { KindName, KindOf } from '../kinds/kind-map';
import type { KubeletContext, KubeletState, PodWorker } from './kubelet-state';

export interface KeptObject {
  readonly object: ConfigMap | Secret;
  /** Pods that read it, by uid. */
  readonly readers: readonly string[];
  /** When the kubelet that read it had begun. */
  readonly kubeletMs: number;
}

/** What the worker's kubelet knows when it reads for the worker. */
export function sourcesFor(cx: KubeletContext, worker: PodWorker): Pick<Reader, 'get'> {
  return {
    get: <K extends KindName>(kind: K, namespace: string | undefined, name: string) => {
      const found = cx.get(kind, namespace, name);
      if (kind !== 'ConfigMap' && kind !== 'Secret') return found;
      return keptOr(cx, worker, `${worker.node}\n${kind}/${namespace}/${name}`, found) as KindOf<K> | undefined;
    },
  };
}

function keptOr(cx: KubeletContext, worker: PodWorker, key: string, found: unknown): unknown {
  const { state } = cx;
  const live = found as ConfigMap | Secret | undefined;
  const known = state.kept.size > 0 ? state.kept.get(key) : undefined;
  if (!known && !live?.immutable) return live;
  const kubeletMs = state.nodes.get(worker.node)?.startedMs ?? 0;
  const readers = (known?.readers ?? []).filter((uid) => isRegistered(state, uid));
  const isHeld = known?.kubeletMs === kubeletMs && readers.length > 0;
  const object = isHeld ? known.object : live;
  if (!object?.immutable) {
    state.kept.delete(key);
    return object;
  }
  if (!isHeld || !readers.includes(worker.uid)) {
    const others = isHeld ? readers : [];
    state.kept.set(key, { object, readers: [...others, worker.uid], kubeletMs });
  }
  return object;
}

/** Whether the kubelet still has to do with the pod. */
function isRegistered(state: KubeletState, uid: string): boolean {
  const life = state.workers.get(uid)?.life;
  return life !== undefined && life !== 'done' && life !== 'rejected';
}
