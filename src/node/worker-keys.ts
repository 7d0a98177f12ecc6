// Names of the records under which a pod's work is pending, and asking for a sync. Work of a pod whose object is gone
// has a name of its own, because another pod of the same name may live already.

import { keyOf } from '../kinds/kind';
import type { PodWorker, ProbeKind } from './kubelet-state';

type Named = Pick<PodWorker, 'namespace' | 'name'>;

export const podKey = ({ namespace, name }: Named) => keyOf('pod', keyOf(namespace, name));
export const retryKey = ({ namespace, name }: Named) => keyOf('retry', keyOf(namespace, name));
export const exitKey = ({ namespace, name }: Named) => keyOf('exit', keyOf(namespace, name));
export const deadlineKey = ({ namespace, name }: Named) => keyOf('deadline', keyOf(namespace, name));
export const remountKey = ({ namespace, name }: Named) => keyOf('remount', keyOf(namespace, name));
export const scriptKey = ({ namespace, name }: Named, container: string) =>
  `script/${keyOf(namespace, name)}/${container}`;
export const filesKey = ({ namespace, name }: Named) => keyOf('files', keyOf(namespace, name));
export const probesKey = ({ namespace, name }: Named) => keyOf('probes', keyOf(namespace, name));
export const resizeKey = ({ namespace, name }: Named) => keyOf('resize', keyOf(namespace, name));
export const nodeKey = (node: string) => `node/${node}`;
export const reportKey = (node: string) => `report/${node}`;
export const evictionKey = (node: string) => `evict/${node}`;
export const oomKey = (node: string) => `oom/${node}`;
export const useKey = (node: string) => `use/${node}`;
export const shutdownKey = (node: string) => `shutdown/${node}`;
export const joinKey = (node: string) => `join/${node}`;
export const bootKey = (node: string) => `boot/${node}`;
export const goneKey = ({ namespace, name, uid }: Named & Pick<PodWorker, 'uid'>) => `gone/${namespace}/${name}/${uid}`;

export function probeRecordKey({ namespace, name }: Named, container: string, kind: ProbeKind): string {
  return `probe/${namespace}/${name}/${container}/${kind}`;
}

export function stepKey(worker: PodWorker): string {
  return worker.orphaned ? goneKey(worker) : worker.stepKey;
}

/** Asks for a sync of the pod; `pump`, which every run ends with, begins it as soon as it may. */
export function askSync(worker: PodWorker): void {
  worker.pending = true;
}
