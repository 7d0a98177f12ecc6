// Which HTTPRoutes are served by which listener of a Gateway, and what a route's references lead to; each refusal with
// the reason that its condition tells.
// upstream: sigs.k8s.io/gateway-api apis/v1 ParentReference, AllowedRoutes, HTTPBackendRef; apis/v1beta1 ReferenceGrant

import type { Reader } from '../api/actor';
import type { LabelSelector } from '../kinds/generated/types.gen';
import { compileSelector } from '../kinds/labels';
import { type AttachedRoute, intersection } from './gateway-match';
import {
  GATEWAY_GROUP,
  type Gateway,
  gatewayObjects,
  type HTTPBackendRef,
  type HTTPRoute,
  type Listener,
  type ParentReference,
} from './gateway-types';

export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** Whether a parent reference of a route means this Gateway. */
export function refersTo(route: HTTPRoute, parent: ParentReference, gateway: Gateway): boolean {
  const { group = GATEWAY_GROUP, kind = 'Gateway', namespace = route.metadata.namespace, name } = parent;
  if (group !== GATEWAY_GROUP || kind !== 'Gateway') return false;
  return namespace === gateway.metadata.namespace && name === gateway.metadata.name;
}

export interface Attachment {
  readonly listener: Listener;
  /** '' for any host. */
  readonly hostnames: readonly string[];
}

/** The listeners that serve a route by one of its parent references, or why none does. */
export function attach(
  reader: Reader,
  gateway: Gateway,
  route: HTTPRoute,
  parent: ParentReference,
): readonly Attachment[] | Refusal {
  const { sectionName, port } = parent;
  const meant = gateway.spec.listeners.filter(
    (one) => (sectionName === undefined || one.name === sectionName) && (port === undefined || one.port === port),
  );
  if (meant.length === 0) {
    return { reason: 'NoMatchingParent', message: 'No listener of the Gateway has this name and port' };
  }
  const open = meant.filter((listener) => allows(reader, gateway, listener, route));
  if (open.length === 0) {
    return { reason: 'NotAllowedByListeners', message: 'No listener allows routes of this kind and namespace' };
  }
  const attachments: Attachment[] = [];
  for (const listener of open) {
    const hostnames = commonHosts(listener, route);
    if (hostnames.length > 0) attachments.push({ listener, hostnames });
  }
  if (attachments.length > 0) return attachments;
  return { reason: 'NoMatchingListenerHostname', message: 'No listener serves a hostname of the route' };
}

function commonHosts({ hostname = '' }: Listener, { spec }: HTTPRoute): readonly string[] {
  const wanted = spec.hostnames?.length ? spec.hostnames : [''];
  return wanted.map((one) => intersection(hostname, one)).filter((one) => one !== undefined);
}

function allows(reader: Reader, gateway: Gateway, { allowedRoutes }: Listener, { metadata }: HTTPRoute): boolean {
  const { namespaces, kinds = [] } = allowedRoutes ?? {};
  const isKind = ({ group = GATEWAY_GROUP, kind }: { readonly group?: string; readonly kind: string }) =>
    group === GATEWAY_GROUP && kind === 'HTTPRoute';
  if (kinds.length > 0 && !kinds.some(isKind)) return false;
  const { from = 'Same', selector } = namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Same') return metadata.namespace === gateway.metadata.namespace;
  if (from !== 'Selector' || !selector) return false;
  const labels = reader.get('Namespace', undefined, metadata.namespace ?? '')?.metadata.labels;
  return compileSelector(selector as LabelSelector)(labels);
}

/** All routes that a listener serves. */
export function routesOf(reader: Reader, gateway: Gateway, listener: Listener): readonly AttachedRoute[] {
  const served: AttachedRoute[] = [];
  for (const route of gatewayObjects(reader, 'HTTPRoute')) {
    const hostnames = new Set<string>();
    for (const parent of route.spec.parentRefs ?? []) {
      if (!refersTo(route, parent, gateway)) continue;
      const attached = attach(reader, gateway, route, parent);
      if ('reason' in attached) continue;
      for (const one of attached) if (one.listener === listener) for (const name of one.hostnames) hostnames.add(name);
    }
    if (hostnames.size > 0) served.push({ route, hostnames: [...hostnames] });
  }
  return served;
}

/** What is wrong with a backend of a route; undefined when it is a Service that may be used. */
export function backendRefusal(reader: Reader, route: HTTPRoute, ref: HTTPBackendRef): Refusal | undefined {
  const { group = '', kind = 'Service', name, namespace = route.metadata.namespace ?? '' } = ref;
  if (group !== '' || kind !== 'Service') {
    return {
      reason: 'InvalidKind',
      message: `Backends of kind ${group === '' ? '' : `${group}/`}${kind} are not served`,
    };
  }
  const from = { kind: 'HTTPRoute', namespace: route.metadata.namespace ?? '' };
  if (!mayRefer(reader, from, { kind, name, namespace })) {
    return { reason: 'RefNotPermitted', message: `No ReferenceGrant permits the Service ${namespace}/${name}` };
  }
  const service = reader.get('Service', namespace, name);
  if (!service) return { reason: 'BackendNotFound', message: `The Service ${namespace}/${name} does not exist` };
  if (service.spec?.ports?.some(({ port }) => port === ref.port)) return undefined;
  return { reason: 'BackendNotFound', message: `The Service ${namespace}/${name} has no port ${ref.port}` };
}

interface Referred {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** Within a namespace always; across namespaces when a ReferenceGrant of the other one says so. */
export function mayRefer(reader: Reader, from: { kind: string; namespace: string }, to: Referred): boolean {
  if (from.namespace === to.namespace) return true;
  return gatewayObjects(reader, 'ReferenceGrant').some(
    ({ metadata, spec }) =>
      metadata.namespace === to.namespace &&
      spec.from.some(
        (one) => one.group === GATEWAY_GROUP && one.kind === from.kind && one.namespace === from.namespace,
      ) &&
      spec.to.some((one) => one.group === '' && one.kind === to.kind && (one.name ?? to.name) === to.name),
  );
}

/** What keeps a listener from being served; undefined when nothing does. */
export function listenerRefusal(
  reader: Reader,
  gateway: Gateway,
  { protocol, tls }: Listener,
): (Refusal & { readonly condition: 'Accepted' | 'ResolvedRefs' }) | undefined {
  if (protocol === 'HTTP') return undefined;
  if (protocol !== 'HTTPS') {
    return { condition: 'Accepted', reason: 'UnsupportedProtocol', message: `Protocol ${protocol} is not served` };
  }
  const condition = 'ResolvedRefs';
  const own = gateway.metadata.namespace ?? '';
  const refs = tls?.certificateRefs ?? [];
  if (refs.length === 0) return { condition, reason: 'InvalidCertificateRef', message: 'No certificate is named' };
  for (const { group = '', kind = 'Secret', name, namespace = own } of refs) {
    const what = `${kind} ${namespace}/${name}`;
    if (group !== '' || kind !== 'Secret') {
      return { condition, reason: 'InvalidCertificateRef', message: `${what} is no Secret` };
    }
    if (!mayRefer(reader, { kind: 'Gateway', namespace: own }, { kind, name, namespace })) {
      return { condition, reason: 'RefNotPermitted', message: `No ReferenceGrant permits the ${what}` };
    }
    if (reader.get('Secret', namespace, name)?.type !== 'kubernetes.io/tls') {
      return { condition, reason: 'InvalidCertificateRef', message: `There is no TLS ${what}` };
    }
  }
  return undefined;
}
