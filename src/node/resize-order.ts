// In which order pods that wait for other resources are looked at: those that ask for no more than they have, then by
// priority, by quality of service, and by how long they have waited.
// upstream: pkg/kubelet/allocation/allocation_manager.go sortPendingResizes

import type { Pod } from '../kinds/generated/types.gen';
import { qualityOfService } from '../kinds/pod-spec/quality-of-service';
import type { KubeletState, PodWorker } from './kubelet-state';
import { requestsOf } from './node-admission';

/** The workers of these pods, first the one that is looked at first. Pods that are gone are left out. */
export function inResizeOrder(state: KubeletState, uids: readonly string[]): readonly PodWorker[] {
  const workers = uids.flatMap((uid) => state.workers.get(uid) ?? []);
  return workers.length < 2 ? workers : workers.sort(compare);
}

function compare(a: PodWorker, b: PodWorker): number {
  const [first, second] = [rank(a), rank(b)];
  for (let index = 0; index < first.length; index++) {
    const difference = (first[index] as number) - (second[index] as number);
    if (difference !== 0) return difference;
  }
  const [since, then] = [a.resize?.pending?.lastTransitionTime, b.resize?.pending?.lastTransitionTime];
  if (since === then) return 0;
  if (since === undefined) return 1;
  return then === undefined || since < then ? -1 : 1;
}

function rank({ resize, pod }: PodWorker): readonly number[] {
  const asked = resize?.asked ?? pod;
  const isGuaranteed = qualityOfService(asked.spec) === 'Guaranteed';
  return [asksMore(asked, pod) ? 1 : 0, -(asked.spec.priority ?? 0), isGuaranteed ? 0 : 1];
}

function asksMore(asked: Pod, held: Pod): boolean {
  const [wanted, present] = [requestsOf(asked), requestsOf(held)];
  return Object.keys(wanted).some((name) => (wanted[name] ?? 0) > (present[name] ?? 0));
}
