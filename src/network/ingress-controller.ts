// The ingress controller of a cluster that has one, as far as it writes: it notices the Ingresses of its class and
// tells where they are reached. What it does with requests is in `ingress`.
// upstream: ingress-nginx internal/ingress/controller/store, internal/ingress/status

import { type Actor, type ActorContext, defineActor, watch } from '../api/actor';
import { equalData } from '../kinds/equal-data';
import type { Ingress, IngressClass } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { withFields } from '../kinds/with-defaults';
import { Lane } from '../sim/work-queue';
import { isOfClass } from './ingress-rules';
import type { IngressOptions } from './options';

const CONTROLLER = 'k8s.io/ingress-nginx';
/** Addresses are told once a minute. */
const STATUS_MS = 60_000;
const STATUS = 'status';

export function ingressController(options: IngressOptions): Actor {
  const { className } = options;
  return defineActor({
    name: 'nginx-ingress-controller',
    component: 'nginx-ingress-controller',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    watches: [
      watch('Ingress', ({ type, key, object, previous }) => {
        if (type === 'DELETED' || !isOfClass(object, className)) return undefined;
        return previous && equalData(previous.spec, object.spec) ? undefined : key;
      }),
    ],
    start: (cx) => {
      cx.create<IngressClass>({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: className, labels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
        spec: { controller: CONTROLLER },
      });
    },
    reconcile: (cx, key) => (key === STATUS ? tellAddresses(cx, options) : notice(cx, key)),
  });
}

function notice(cx: ActorContext, key: string): void {
  const { namespace, name } = splitKey(key);
  const ingress = cx.get('Ingress', namespace, name);
  if (!ingress) return;
  cx.event(ingress, { type: 'Normal', reason: 'Sync', message: 'Scheduled for sync' });
  cx.after(STATUS_MS - (cx.nowMs % STATUS_MS), STATUS);
}

function tellAddresses(cx: ActorContext, { className, address }: IngressOptions): void {
  for (const ingress of cx.list('Ingress')) {
    const isTold = ingress.status?.loadBalancer?.ingress?.some(({ ip }) => ip === address);
    if (isTold || !isOfClass(ingress, className)) continue;
    cx.updateStatus<Ingress>(withFields(ingress, { status: { loadBalancer: { ingress: [{ ip: address }] } } }));
  }
}
