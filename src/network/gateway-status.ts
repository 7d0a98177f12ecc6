// What the gateway controller tells of its objects: conditions as the Gateway API names them, in words of its own.
// upstream: sigs.k8s.io/gateway-api apis/v1 GatewayStatus, ListenerStatus, RouteStatus

import type { Reader } from '../api/actor';
import { rfc3339 } from '../sim/time';
import { attach, backendRefusal, listenerRefusal, type Refusal, refersTo, routesOf } from './gateway-attach';
import {
  GATEWAY_GROUP,
  type Gateway,
  type GatewayClass,
  type GatewayCondition,
  type HTTPRoute,
  type Listener,
  type RouteParentStatus,
} from './gateway-types';

type Told = Omit<GatewayCondition, 'observedGeneration' | 'lastTransitionTime'>;

const good = (type: string, message: string, reason = type): Told => ({ type, status: 'True', reason, message });
const bad = (type: string, { reason, message }: Refusal): Told => ({ type, status: 'False', reason, message });

/** Conditions with their stamps: the transition is now where the status differs from before. */
function stamped(
  reader: Reader,
  conditions: readonly Told[],
  before: readonly GatewayCondition[] = [],
  generation: number | undefined,
): readonly GatewayCondition[] {
  const own = conditions.map((told): GatewayCondition => {
    const known = before.find(({ type }) => type === told.type);
    const since = known?.status === told.status ? known.lastTransitionTime : undefined;
    return {
      ...told,
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      lastTransitionTime: since ?? rfc3339(reader.nowMs),
    };
  });
  return own;
}

export function classStatus(reader: Reader, { metadata, status }: GatewayClass): NonNullable<GatewayClass['status']> {
  const conditions = [good('Accepted', 'The class is served')];
  return { conditions: stamped(reader, conditions, status?.conditions, metadata.generation) };
}

/** @param address undefined when none is left. */
export function gatewayStatus(reader: Reader, gateway: Gateway, address: string | undefined): object {
  const { spec, status, metadata } = gateway;
  const isValid = spec.listeners.some((listener) => !listenerRefusal(reader, gateway, listener));
  const programmed = !isValid
    ? bad('Programmed', { reason: 'Invalid', message: 'No listener can be served' })
    : address === undefined
      ? bad('Programmed', { reason: 'AddressNotAssigned', message: 'No address is left' })
      : good('Programmed', 'The Gateway is served');
  const all = spec.listeners.every((listener) => !listenerRefusal(reader, gateway, listener));
  const accepted = good('Accepted', 'The Gateway is accepted', all ? 'Accepted' : 'ListenersNotValid');
  return {
    ...(address === undefined ? {} : { addresses: [{ type: 'IPAddress', value: address }] }),
    conditions: stamped(reader, [accepted, programmed], status?.conditions, metadata.generation),
    listeners: spec.listeners.map((listener) => listenerStatus(reader, gateway, listener)),
  };
}

function listenerStatus(reader: Reader, gateway: Gateway, listener: Listener): object {
  const refusal = listenerRefusal(reader, gateway, listener);
  const isRefused = (condition: string) => refusal?.condition === condition;
  const conditions = [
    isRefused('Accepted') ? bad('Accepted', refusal as Refusal) : good('Accepted', 'The listener is accepted'),
    refusal
      ? bad('Programmed', { reason: 'Invalid', message: refusal.message })
      : good('Programmed', 'The listener is served'),
    isRefused('ResolvedRefs')
      ? bad('ResolvedRefs', refusal as Refusal)
      : good('ResolvedRefs', 'All references are resolved'),
  ];
  const before = gateway.status?.listeners?.find(({ name }) => name === listener.name)?.conditions;
  return {
    name: listener.name,
    supportedKinds: [{ group: GATEWAY_GROUP, kind: 'HTTPRoute' }],
    attachedRoutes: routesOf(reader, gateway, listener).length,
    conditions: stamped(reader, conditions, before, gateway.metadata.generation),
  };
}

/** The statuses for a route's parents that are Gateways of this controller, after those of other controllers. */
export function routeParents(
  reader: Reader,
  route: HTTPRoute,
  gateways: readonly Gateway[],
  controllerName: string,
): readonly RouteParentStatus[] {
  const before = route.status?.parents ?? [];
  const others = before.filter((parent) => parent.controllerName !== controllerName);
  const own: RouteParentStatus[] = [];
  for (const parentRef of route.spec.parentRefs ?? []) {
    const gateway = gateways.find((one) => refersTo(route, parentRef, one));
    if (!gateway) continue;
    const attached = attach(reader, gateway, route, parentRef);
    const known = before.find(
      (parent) => parent.controllerName === controllerName && sameParent(parent.parentRef, parentRef),
    );
    const conditions = [
      'reason' in attached ? bad('Accepted', attached) : good('Accepted', 'The route is accepted'),
      resolvedRefs(reader, route),
    ];
    own.push({
      parentRef,
      controllerName,
      conditions: stamped(reader, conditions, known?.conditions, route.metadata.generation),
    });
  }
  return [...others, ...own];
}

const sameParent = (a: RouteParentStatus['parentRef'], b: RouteParentStatus['parentRef']) =>
  a.name === b.name && a.namespace === b.namespace && a.sectionName === b.sectionName && a.port === b.port;

function resolvedRefs(reader: Reader, route: HTTPRoute): Told {
  for (const { backendRefs = [] } of route.spec.rules ?? []) {
    for (const ref of backendRefs) {
      const refusal = backendRefusal(reader, route, ref);
      if (refusal) return bad('ResolvedRefs', refusal);
    }
  }
  return good('ResolvedRefs', 'All references are resolved');
}
