// What a client inside a pod's network meets, for the streams that a kubelet forwards.

import type { ProgramAnswer } from '../api/programs';
import { hexDigest } from './image-reference';
import type { KubeletContext } from './kubelet-state';
import { isListening } from './program-answers';
import { workerUidAt } from './static-pods';

interface InPod {
  /** `ns/name`. */
  readonly pod: string;
  readonly port: number;
}

export interface SandboxPort {
  /** 64 hex digits. */
  readonly sandbox: string;
  readonly isListening: boolean;
}

/** Undefined while the pod has no sandbox that is up. */
export function lookAtPort(cx: KubeletContext, { pod, port }: InPod): SandboxPort | undefined {
  const found = sandboxOf(cx, pod);
  if (!found) return undefined;
  const { uid, ip, attempt } = found;
  return { sandbox: hexDigest(`${uid}/sandbox/${attempt}`), isListening: isListening(cx.state, cx, ip, port) };
}

/** Sends a request to the pod's own loopback. */
export function askPod(
  cx: KubeletContext,
  { pod, port, method, path }: InPod & { readonly method: string; readonly path: string },
): ProgramAnswer {
  const podIp = sandboxOf(cx, pod)?.ip;
  if (podIp === undefined) return { outcome: 'unreachable' };
  return cx.programs.answer({ podIp, port, protocol: 'TCP', method, path, sourceIp: '127.0.0.1' });
}

function sandboxOf(cx: KubeletContext, pod: string) {
  const [namespace, name = ''] = pod.split('/');
  const uid = workerUidAt(cx, namespace ?? '', name);
  const worker = cx.state.workers.get(uid);
  if (!worker?.sandbox?.ready || !cx.state.nodes.get(worker.node)?.running) return undefined;
  return { uid, ...worker.sandbox };
}
