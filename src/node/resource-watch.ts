// The pods of a node, and when to look again at what they use: after something began or ended that takes more than next
// to nothing. upstream has statistics every 10 s instead

import type { KubeletContext, PodWorker } from './kubelet-state';
import type { Program } from './program-rules';
import { unmirrored, workerUid } from './static-pods';

/** What a node's kubelet runs, pods that are done with left out, in the order of their names. */
export function nodeWorkers(cx: KubeletContext, node: string): readonly PodWorker[] {
  const found: PodWorker[] = [];
  const get: KubeletContext['get'] = (kind, namespace, name) => cx.get(kind, namespace, name);
  const pods = cx.by('Pod', 'node', node);
  for (const pod of cx.state.statics.size === 0 ? pods : [...pods, ...unmirrored(cx.state, get, node)]) {
    const worker = cx.state.workers.get(workerUid(pod));
    if (worker && worker.life !== 'done' && worker.life !== 'rejected') found.push(worker);
  }
  return found;
}

/** Whether the program can use up what a node has. */
export function isHungry({ memory, disk, fills }: Program): boolean {
  return memory !== undefined || disk !== undefined || fills !== undefined;
}
