// The gateway controller of a cluster that has one, as far as it writes: classes of its name are accepted, their
// Gateways get addresses, their routes are told what became of them. What it does with requests is in `gateway`.

import { type Actor, type ActorContext, CUSTOM_KINDS, defineActor, watch } from '../api/actor';
import { equalData } from '../kinds/equal-data';
import { type KubeObject, objectKey } from '../kinds/kind';
import { withFields } from '../kinds/with-defaults';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { addressAt } from './address';
import { classStatus, gatewayStatus, routeParents } from './gateway-status';
import { GATEWAY_GROUP, gatewayObjects, ownGateways } from './gateway-types';
import type { GatewayOptions } from './options';

const SYNC = 'sync';

interface Memory {
  /** Address by Gateway, `ns/name`. */
  readonly addresses: Table<string>;
}

export function gatewayController(options: GatewayOptions): Actor<Memory> {
  return defineActor<Memory>({
    name: 'gateway-controller',
    component: 'gateway-controller',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    memory: {
      create: () => ({ addresses: new Table() }),
      fork: ({ addresses }) => ({ addresses: addresses.fork() }),
    },
    watches: [
      watch<string, Memory>(CUSTOM_KINDS, ({ object }) => (isGatewayKind(object) ? SYNC : undefined)),
      watch('Service', ({ type, previous, object }) =>
        type === 'MODIFIED' && equalData(previous?.spec, object.spec) ? undefined : SYNC,
      ),
      watch('Secret', () => SYNC),
      watch('Namespace', () => SYNC),
    ],
    reconcile: (cx) => sync(cx, options),
  });
}

export const isGatewayKind = ({ apiVersion }: KubeObject) => apiVersion.startsWith(`${GATEWAY_GROUP}/`);

function sync(cx: ActorContext<Memory>, { controllerName, range }: GatewayOptions): void {
  for (const one of gatewayObjects(cx, 'GatewayClass')) {
    if (one.spec.controllerName === controllerName) tell(cx, one, classStatus(cx, one));
  }
  const gateways = ownGateways(cx, controllerName);
  const { addresses } = cx.state;
  const standing = new Set(gateways.map(objectKey));
  for (const key of addresses.keys()) if (!standing.has(key)) addresses.delete(key);
  for (const gateway of gateways) {
    const key = objectKey(gateway);
    const address = addresses.get(key) ?? freeAddress(addresses, range);
    if (address !== undefined) addresses.set(key, address);
    tell(cx, gateway, gatewayStatus(cx, gateway, address));
  }
  for (const route of gatewayObjects(cx, 'HTTPRoute')) {
    const parents = routeParents(cx, route, gateways, controllerName);
    if (parents.length > 0 || route.status?.parents?.length) tell(cx, route, { parents });
  }
}

/** Writes a status that differs. */
function tell(cx: ActorContext<Memory>, object: KubeObject & { readonly status?: object }, status: object): void {
  if (object.metadata.deletionTimestamp || equalData(object.status, status)) return;
  cx.updateStatus(withFields(object, { status }));
}

function freeAddress(addresses: Table<string>, range: string): string | undefined {
  const taken = new Set(addresses.values());
  for (let index = 1; ; index++) {
    const address = addressAt(range, index);
    if (address === undefined || !taken.has(address)) return address;
  }
}
