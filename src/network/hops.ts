// The stations of a request's way as data, and each as one line of text.

import type { Choice } from './endpoint-choice';
import type { Protocol, RuleKind } from './proxy-rules';
import type { Asked } from './resolve';

export type Hop =
  | {
      readonly kind: 'dns';
      readonly name: string;
      /** '' when no server was asked. */
      readonly server: string;
      readonly asked: readonly Asked[];
      readonly address: string | undefined;
    }
  | {
      readonly kind: 'load-balancer';
      readonly address: string;
      readonly service: string;
      readonly node: string | undefined;
    }
  | {
      readonly kind: 'ingress';
      readonly address: string;
      readonly host: string;
      readonly path: string;
      /** `ns/name` of the Ingress whose rule takes the request. */
      readonly ingress: string | undefined;
      /** `shop.example/cart` */
      readonly rule: string | undefined;
      /** `cart:80` */
      readonly backend: string | undefined;
      /** Why the controller answers itself. */
      readonly why: string | undefined;
      /** What it answers itself. */
      readonly status: number | undefined;
    }
  | {
      readonly kind: 'gateway';
      readonly address: string;
      /** `ns/name` */
      readonly gateway: string;
      readonly listener: string | undefined;
      readonly host: string;
      readonly path: string;
      /** `ns/name` of the HTTPRoute whose rule takes the request. */
      readonly route: string | undefined;
      /** `shop.example/cart` */
      readonly rule: string | undefined;
      /** `cart:80` */
      readonly backend: string | undefined;
      /** What filters have changed: `cart.internal/v2, x-shop: 1, without cookie`. */
      readonly forwarded: string | undefined;
      /** Where a redirect leads. */
      readonly location: string | undefined;
      /** Why the gateway answers itself. */
      readonly why: string | undefined;
      /** What it answers itself. */
      readonly status: number | undefined;
    }
  /** The network outside brings the packet to a node. */
  | { readonly kind: 'route'; readonly address: string; readonly node: string }
  | {
      readonly kind: 'node';
      readonly node: string;
      readonly role: 'client' | 'entry' | 'endpoint';
      readonly up: boolean;
      /** The node that it cannot be reached from. */
      readonly cutFrom?: string;
    }
  | {
      readonly kind: 'proxy';
      readonly node: string;
      readonly rule: RuleKind;
      /** `ns/name` */
      readonly service: string;
      /** The Service port's name, or its number. */
      readonly port: string;
      readonly policy: 'Cluster' | 'Local';
      readonly verdict: 'forward' | 'reject' | 'drop';
      readonly why: string;
      readonly candidates: number;
      readonly choice: Choice['how'] | undefined;
      /** `address:port` */
      readonly endpoint: string | undefined;
      /** The address put in place of the client's. */
      readonly masquerade: string | undefined;
    }
  /** A NetworkPolicy closes the pod for this direction; one that lets the packet through is named alone. */
  | {
      readonly kind: 'policy';
      readonly direction: 'ingress' | 'egress';
      /** `ns/name` of the pod that is closed. */
      readonly subject: string;
      readonly allowed: boolean;
      readonly policies: readonly string[];
      readonly address: string;
      readonly port: number;
      readonly protocol: Protocol;
    }
  | {
      readonly kind: 'pod';
      /** `ns/name`; undefined when no pod has the address. */
      readonly pod: string | undefined;
      readonly container: string | undefined;
      readonly address: string;
      readonly port: number;
      readonly sourceIp: string;
      readonly outcome: 'answered' | 'refused' | 'unreachable';
      readonly status: number | undefined;
    }
  /** The packet's end where nothing takes it. */
  | { readonly kind: 'nowhere'; readonly address: string; readonly port: number; readonly why: string };

export type HopOf<K extends Hop['kind']> = Extract<Hop, { readonly kind: K }>;

/** One line for one hop. */
export function hopText(hop: Hop): string {
  switch (hop.kind) {
    case 'dns':
      return dnsText(hop);
    case 'load-balancer':
      if (hop.node === undefined) return `load balancer ${hop.address} of ${hop.service}: no healthy node`;
      return `load balancer ${hop.address} of ${hop.service} sends to ${hop.node}`;
    case 'ingress':
      return ingressText(hop);
    case 'gateway':
      return gatewayText(hop);
    case 'route':
      return `${hop.address} is routed to ${hop.node}`;
    case 'node':
      if (hop.up && hop.cutFrom !== undefined) return `${hop.role} node ${hop.node} is cut off from ${hop.cutFrom}`;
      return `${hop.role} node ${hop.node}${hop.up ? '' : ' is down'}`;
    case 'proxy':
      return proxyText(hop);
    case 'policy':
      return policyText(hop);
    case 'pod':
      return podText(hop);
    case 'nowhere':
      return `${hop.address}:${hop.port}: ${hop.why}`;
  }
}

function dnsText({ name, server, asked, address }: HopOf<'dns'>): string {
  if (server === '') return `${name} is ${address} by /etc/hosts`;
  const missed = asked.filter(({ addresses }) => addresses.length === 0).map((one) => `${one.name} ${one.rcode}`);
  const tried = missed.length > 0 ? ` (before that ${missed.join(', ')})` : '';
  const found = asked.at(-1);
  if (address === undefined) return `dns ${server}: ${name} not found (${missed.join(', ')})`;
  return `dns ${server}: ${found?.name} is ${found?.addresses.join(', ')}${tried}`;
}

function proxyText(hop: HopOf<'proxy'>): string {
  const where = `${hop.node} proxy: ${hop.rule} of ${hop.service}:${hop.port}`;
  if (hop.verdict !== 'forward') return `${where} ${hop.why}: ${hop.verdict === 'reject' ? 'rejected' : 'dropped'}`;
  const choice = `${hop.choice} of ${hop.candidates} (policy ${hop.policy})`;
  const source = hop.masquerade === undefined ? '' : `, source becomes ${hop.masquerade}`;
  return `${where} to ${hop.endpoint}, ${choice}${source}`;
}

function ingressText({ address, host, path, ingress, rule, backend, why, status }: HopOf<'ingress'>): string {
  const where = `ingress controller ${address}: ${host}${path}`;
  if (why === undefined) return `${where} goes to ${backend} by ${rule} of ${ingress}`;
  return `${where}${ingress === undefined ? '' : ` is taken by ${rule} of ${ingress}`}: ${why}, answers ${status}`;
}

function gatewayText(hop: HopOf<'gateway'>): string {
  const { address, gateway, host, path, route, rule, backend, forwarded, why, status } = hop;
  const where = `gateway ${gateway} at ${address}: ${host}${path}`;
  const taken = route === undefined ? '' : ` is taken by ${rule} of ${route}`;
  if (why !== undefined) return `${where}${taken}: ${why}, answers ${status}`;
  return `${where} goes to ${backend} by ${rule} of ${route}${forwarded === undefined ? '' : ` as ${forwarded}`}`;
}

function policyText({ direction, subject, allowed, policies, address, port, protocol }: HopOf<'policy'>): string {
  const names = `NetworkPolicy ${policies.join(', ')}`;
  if (allowed) return `${direction} of ${subject} is let through by ${names}`;
  const what = direction === 'egress' ? `to ${address}:${port}/${protocol}` : `on ${port}/${protocol}`;
  return `${direction} of ${subject} ${what} is not let through by ${names}: dropped`;
}

function podText({ pod, container, address, port, sourceIp, outcome, status }: HopOf<'pod'>): string {
  if (outcome === 'unreachable') return `${address}:${port}: nobody has the address`;
  if (outcome === 'refused') return `${pod ?? address}: nothing listens on ${port}`;
  return `pod ${pod} container ${container} on ${port} sees ${sourceIp} and answers ${status}`;
}
