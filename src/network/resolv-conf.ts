// What the kubelet writes into a pod's /etc/resolv.conf and /etc/hosts, as data.
// upstream: pkg/kubelet/network/dns GetPodDNS; pkg/kubelet managedHostsFileContent

import type { Reader } from '../api/actor';
import type { Pod } from '../kinds/generated/types.gen';
import { clusterAddresses } from './dns-backend';
import type { NetworkOptions } from './options';

export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** A name with fewer dots goes through the search list before it is asked as it stands. */
  readonly ndots: number;
}

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCH_LINE = 2048;
const CLUSTER_NDOTS = 5;
const DEFAULT_NDOTS = 1;
const LONGEST_HOST_NAME = 63;

/** The address of the cluster's DNS Service. */
export function clusterDnsAddress(reader: Reader, options: NetworkOptions): string {
  const service = reader.get('Service', 'kube-system', 'kube-dns');
  return (service && clusterAddresses(service)[0]) ?? options.clusterDns;
}

export function nodeResolvConf({ nodeDns }: NetworkOptions): ResolvConf {
  return { nameservers: [nodeDns.nameserver], searches: nodeDns.searches, ndots: DEFAULT_NDOTS };
}

export function podResolvConf(reader: Reader, pod: Pod, options: NetworkOptions): ResolvConf {
  const base = policyConf(reader, pod, options);
  const { nameservers = [], searches = [], options: settings = [] } = pod.spec?.dnsConfig ?? {};
  const ndots = Number(settings.findLast((setting) => setting.name === 'ndots')?.value ?? base.ndots);
  return {
    nameservers: unique([...base.nameservers, ...nameservers]).slice(0, MOST_NAMESERVERS),
    searches: limitSearches(unique([...base.searches, ...searches])),
    ndots: Number.isInteger(ndots) ? ndots : base.ndots,
  };
}

function policyConf(reader: Reader, pod: Pod, options: NetworkOptions): ResolvConf {
  const { dnsPolicy = 'ClusterFirst', hostNetwork = false } = pod.spec ?? {};
  if (dnsPolicy === 'None') return { nameservers: [], searches: [], ndots: DEFAULT_NDOTS };
  const usesCluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  if (!usesCluster) return nodeResolvConf(options);
  const domain = options.clusterDomain;
  return {
    nameservers: [clusterDnsAddress(reader, options)],
    searches: [`${pod.metadata.namespace}.svc.${domain}`, `svc.${domain}`, domain, ...options.nodeDns.searches],
    ndots: CLUSTER_NDOTS,
  };
}

const unique = (texts: readonly string[]) => [...new Set(texts)];

function limitSearches(searches: readonly string[]): readonly string[] {
  const kept = searches.slice(0, MOST_SEARCHES);
  while (kept.join(' ').length > LONGEST_SEARCH_LINE) kept.pop();
  return kept;
}

/**
 * Addresses of a name in a pod's /etc/hosts: itself, localhost, and its hostAliases; undefined when it is not
 * there.
 */
export function hostsFileAddress(pod: Pod, name: string, { clusterDomain }: NetworkOptions): string | undefined {
  const { hostname, subdomain, hostAliases = [], hostNetwork = false } = pod.spec ?? {};
  const wanted = name.replace(/\.$/, '').toLowerCase();
  if (wanted === 'localhost') return '127.0.0.1';
  const own = (hostname ?? pod.metadata.name).slice(0, LONGEST_HOST_NAME);
  const full = subdomain ? `${own}.${subdomain}.${pod.metadata.namespace}.svc.${clusterDomain}` : own;
  if (!hostNetwork && (wanted === own || wanted === full)) return pod.status?.podIP;
  return hostAliases.find(({ hostnames = [] }) => hostnames.some((alias) => alias.toLowerCase() === wanted))?.ip;
}
