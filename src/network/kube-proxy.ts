// kube-proxy on all nodes, as one actor: some milliseconds after a Service or its slices change, the nodes' rules
// follow. Until then connections still go where they went, also to pods that are already ending. The actor holds the
// kernels' memory too, so requests and streams of traffic are its commands.

import { type Actor, type ActorContext, CUSTOM_KINDS, defineActor, watch } from '../api/actor';
import type { EndpointSlice } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { Lane } from '../sim/work-queue';
import { type DirectInput, requestDirectly } from './direct-request';
import { isGatewayKind } from './gateway-controller';
import { type LookUpInput, lookUp } from './look-up';
import type { Network, NetworkState } from './network-state';
import { sameFacts } from './node-facts';
import type { NetworkOptions } from './options';
import { isProxied, replaceRules } from './proxy-rules';
import { reachability } from './reachability';
import { type RequestInput, sendRequest } from './request';
import type { ServiceView } from './service-view';
import {
  createTrafficState,
  forkTrafficState,
  reconcileTraffic,
  startTraffic,
  stopTraffic,
  trafficResult,
} from './traffic';
import type { TrafficState } from './traffic-sending';
import type { TrafficInput } from './traffic-stream';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** The proxies with these options. */
export function kubeProxy(options: NetworkOptions): Actor<TrafficState> {
  const networkOf = (cx: ActorContext<TrafficState>): Network => ({
    reader: cx,
    state: cx.state,
    random: cx.random,
    programs: cx.programs,
    options,
  });
  return defineActor<TrafficState>({
    name: 'kube-proxy',
    component: 'kube-proxy',
    lane: Lane.node,
    lagMs: (timings) => timings.proxyLagMs,
    memory: { create: createTrafficState, fork: forkTrafficState },
    watches: [
      watch('Service', (change, cx) => {
        forgetNames(cx.state);
        return change.key;
      }),
      watch('EndpointSlice', ({ object, previous }, cx) => {
        forgetNames(cx.state);
        return [...new Set([serviceOf(object), serviceOf(previous)])].filter((key) => key !== undefined);
      }),
      watch('Ingress', (_, cx) => {
        forgetNames(cx.state);
        return undefined;
      }),
      ...(options.gateway ? [gatewayWatch] : []),
      watch('NetworkPolicy', (_, cx) => {
        cx.state.derived.hasPolicies = undefined;
        return undefined;
      }),
      watch('Namespace', ({ type }, cx) => {
        if (type !== 'MODIFIED') forgetNames(cx.state);
        return undefined;
      }),
      watch('Node', ({ previous, object, type }, cx) => {
        if (type === 'MODIFIED' && previous && sameFacts(previous, object)) return undefined;
        forgetNames(cx.state);
        cx.state.derived.nodes = undefined;
        return undefined;
      }),
    ],
    reconcile: (cx, key) => {
      if (!reconcileTraffic(cx, networkOf(cx), key)) syncService(cx, key);
    },
    commands: {
      sendRequest: (cx, input: RequestInput) => sendRequest(networkOf(cx), input),
      requestDirectly: (cx, input: DirectInput) => requestDirectly(networkOf(cx), input),
      lookUp: (cx, input: LookUpInput) => lookUp(networkOf(cx), input),
      reachability: (cx) => reachability(networkOf(cx)),
      startTraffic: (cx, input: TrafficInput) => startTraffic(cx, networkOf(cx), input),
      stopTraffic: (cx, { name }: { readonly name: string }) => stopTraffic(cx, name),
      trafficResult: (cx, { name }: { readonly name: string }) => trafficResult(cx.state, name, cx.nowMs),
    },
  });
}

/** Names lead to Gateways, and Gateways come and go. */
const gatewayWatch = watch<string, TrafficState>(CUSTOM_KINDS, ({ object }, cx) => {
  if (!isGatewayKind(object)) return undefined;
  forgetNames(cx.state);
  cx.state.derived.gateways = undefined;
  return undefined;
});

function forgetNames({ derived }: NetworkState): void {
  if (derived.names.size > 0) derived.names.clear();
}

function serviceOf(slice: EndpointSlice | undefined): string | undefined {
  const service = slice?.metadata.labels?.[SERVICE_NAME];
  return service ? `${slice?.metadata.namespace}/${service}` : undefined;
}

/** Brings the rules of one Service up to date. upstream: pkg/proxy syncProxyRules */
function syncService(cx: ActorContext<TrafficState>, key: string): void {
  const { namespace, name } = splitKey(key);
  const { views, rules } = cx.state;
  const service = cx.get('Service', namespace, name);
  const before = views.get(key);
  if (!service || !isProxied(service)) {
    if (!before) return;
    replaceRules(rules, before, undefined);
    views.delete(key);
    return;
  }
  const now: ServiceView = { key, service, slices: cx.by('EndpointSlice', 'service', key) };
  if (before?.service !== service) replaceRules(rules, before, now);
  views.set(key, now);
}
