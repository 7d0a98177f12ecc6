// Makes the Service `kubernetes` and the range of cluster IPs of that name again when somebody has deleted them, with
// its next look, every ten seconds. What was changed in them stays.
// upstream: pkg/controlplane/controller/kubernetesservice, pkg/controlplane/controller/defaultservicecidr

import { type ActorContext, defineActor, watch } from '../api/actor';
import { defaultServiceCidr } from '../api/service-cidrs';
import { keyOf } from '../kinds/kind';
import { KUBERNETES_SERVICE } from '../kinds/kubernetes-service';
import { rfc3339 } from '../sim/time';
import { Lane } from '../sim/work-queue';
import { refusalOf } from './shared/refusal';

const PERIOD_MS = 10_000;
const MANAGER = 'kubernetes-service-cidr-controller';
const READY_MESSAGE = 'Kubernetes default Service CIDR is ready';
const { name, namespace } = KUBERNETES_SERVICE.metadata;
const SERVICE = keyOf(namespace, name);

export const kubernetesServiceController = defineActor({
  name: 'kubernetes-service-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  watches: [
    watch('Service', ({ type, key }) => (type === 'DELETED' && key === SERVICE ? key : undefined)),
    watch('ServiceCIDR', ({ type, key }) => (type === 'DELETED' && key === name ? key : undefined)),
  ],
  reconcile: (cx, key) => {
    const lateMs = cx.nowMs % PERIOD_MS;
    if (lateMs > 0) {
      cx.after(PERIOD_MS - lateMs, key);
      return;
    }
    // As long as it is refused it is tried again with every look.
    if (refusalOf(() => make(cx, key))) cx.after(PERIOD_MS, key, { background: true });
  },
});

function make(cx: ActorContext, key: string): void {
  if (key === SERVICE) {
    if (!cx.get('Service', namespace, name)) cx.create(KUBERNETES_SERVICE);
    return;
  }
  if (cx.get('ServiceCIDR', undefined, name)) return;
  const now = rfc3339(cx.nowMs);
  const { apiVersion, kind, spec } = defaultServiceCidr(now);
  const ready = { type: 'Ready', status: 'True', message: READY_MESSAGE, lastTransitionTime: now };
  cx.create({ apiVersion, kind, metadata: { name }, spec });
  const applied = { apiVersion, kind, metadata: { name }, status: { conditions: [ready] } };
  const options = { subresource: 'status', fieldManager: MANAGER, force: true };
  cx.patch('ServiceCIDR', undefined, name, 'apply', applied, options);
}
