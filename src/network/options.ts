// What a cluster's network is like, as one record that a user can change: proxy mode, DNS, the outside world, and
// whether a cloud provider hands out load balancers. The defaults are kubeadm's and the recorded control plane's.

import type { IpvsScheduler } from './ipvs';

export interface CloudOptions {
  /** `203.0.113.0/24`; the first address is not given away. */
  readonly range: string;
  /** How long the cloud takes to make a load balancer; 1 s unless given. */
  readonly provisionMs?: number;
}

/** An ingress controller as ingress-nginx is one. Names of its Ingresses' hosts lead to it. */
export interface IngressOptions {
  /** The IngressClass that it serves, and makes. */
  readonly className: string;
  /** Where it is reached, on ports 80 and 443. */
  readonly address: string;
}

/** A gateway controller. Hostnames of its Gateways' routes lead to them. */
export interface GatewayOptions {
  /** The GatewayClasses that it serves: `example.net/gateway-controller`. */
  readonly controllerName: string;
  /** `203.0.113.0/24`: each Gateway gets an address of it. */
  readonly range: string;
}

export interface NetworkOptions {
  readonly proxyMode: 'iptables' | 'ipvs' | 'nftables';
  /** kube-proxy --ipvs-scheduler, for mode ipvs. */
  readonly ipvsScheduler: IpvsScheduler;
  /** kube-proxy --nodeport-addresses: networks of the addresses that have node ports, instead of the mode's own. */
  readonly nodePortAddresses: readonly string[];
  /** kube-proxy --masquerade-all. */
  readonly masqueradeAll: boolean;
  /**
   * kube-proxy knows which addresses are pods' (--cluster-cidr); without it clusterIP traffic is never masqueraded.
   */
  readonly detectsPods: boolean;
  /** The range that cluster addresses come from. */
  readonly serviceCidr: string;
  readonly clusterDomain: string;
  /** The cluster DNS's address, unless the Service kube-system/kube-dns says otherwise. */
  readonly clusterDns: string;
  /** resolv.conf of the nodes and of the outside. */
  readonly nodeDns: { readonly nameserver: string; readonly searches: readonly string[] };
  /**
   * Names of the outside world, lower case, to addresses, or to a name (a CNAME). All others do not exist. undefined:
   * the cluster DNS has nobody to ask and answers SERVFAIL.
   */
  readonly externalNames: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** The address of a client outside the cluster. */
  readonly outsideIp: string;
  /**
   * A cloud provider that gives Services of type LoadBalancer addresses of this range; without one they stay
   * pending.
   */
  readonly loadBalancer: CloudOptions | undefined;
  /** An ingress controller; without one nobody acts on Ingresses. */
  readonly ingress: IngressOptions | undefined;
  /** A gateway controller; without one nobody acts on Gateways and HTTPRoutes. */
  readonly gateway: GatewayOptions | undefined;
}

export const DEFAULT_NETWORK: NetworkOptions = Object.freeze({
  proxyMode: 'iptables',
  ipvsScheduler: 'rr',
  nodePortAddresses: Object.freeze([]),
  masqueradeAll: false,
  detectsPods: true,
  serviceCidr: '10.96.0.0/16',
  clusterDomain: 'cluster.local',
  clusterDns: '10.96.0.10',
  nodeDns: Object.freeze({ nameserver: '192.0.2.53', searches: Object.freeze([]) }),
  externalNames: Object.freeze({}),
  outsideIp: '198.51.100.7',
  loadBalancer: undefined,
  ingress: undefined,
  gateway: undefined,
});
