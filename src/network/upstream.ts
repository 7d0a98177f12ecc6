// The name server outside the cluster: it knows the names that the cluster's options give it and the nodes' own
// names.

import type { Reader } from '../api/actor';
import { parseAddress } from './address';
import { type DnsAnswer, type DnsRecord, type DnsType, dnsAnswer, dnsFailure, type Upstream } from './dns-records';
import { routesOf } from './gateway-attach';
import { matchesHost } from './gateway-match';
import { ownGateways } from './gateway-types';
import { isOfClass, takesHost } from './ingress-rules';
import type { NetworkOptions } from './options';

const TTL_SECONDS = 30;
const LONGEST_CHAIN = 10;

/** undefined when the options say that there is no outside to ask. */
export function upstreamOf(reader: Reader, options: NetworkOptions): Upstream | undefined {
  const { externalNames } = options;
  if (!externalNames) return undefined;
  return (name, type) => {
    const answer: DnsRecord[] = [];
    let owner = name;
    for (let step = 0; step <= LONGEST_CHAIN; step++) {
      const known = lookup(reader, options, externalNames, owner.slice(0, -1).toLowerCase());
      if (known === undefined) return outcome('NXDOMAIN', answer);
      if (typeof known !== 'string') {
        answer.push(...addressesOf(known, owner, type));
        break;
      }
      const target = `${known}.`;
      answer.push({ name: owner, ttlSeconds: TTL_SECONDS, type: 'CNAME', data: target });
      owner = target;
    }
    return outcome('NOERROR', answer);
  };
}

const outcome = (rcode: 'NOERROR' | 'NXDOMAIN', answer: readonly DnsRecord[]): DnsAnswer =>
  answer.length > 0 ? dnsAnswer({ rcode, authoritative: false, answer }) : dnsFailure(rcode);

/** Whoever owns the domain has pointed the hosts of the Ingresses to the controller. */
function ingressOf(reader: Reader, { ingress }: NetworkOptions, name: string): string | undefined {
  if (!ingress) return undefined;
  const isServed = reader
    .list('Ingress')
    .some(
      (one) =>
        isOfClass(one, ingress.className) &&
        one.spec.rules?.some(({ host }) => host !== undefined && takesHost(host, name)),
    );
  return isServed ? ingress.address : undefined;
}

/** Addresses of the Gateways that serve a host by a listener or route that names it. */
function gatewaysOf(reader: Reader, { gateway: options }: NetworkOptions, name: string): readonly string[] {
  if (!options) return [];
  const isNamed = (hostname: string) => hostname !== '' && matchesHost(hostname, name);
  return ownGateways(reader, options.controllerName)
    .filter((gateway) =>
      gateway.spec.listeners.some((listener) =>
        routesOf(reader, gateway, listener).some(({ hostnames }) => hostnames.some(isNamed)),
      ),
    )
    .flatMap(({ status }) => (status?.addresses ?? []).map(({ value }) => value));
}

/** Addresses of a name, the name it stands for, or undefined. */
function lookup(
  reader: Reader,
  options: NetworkOptions,
  names: Readonly<Record<string, string | readonly string[]>>,
  name: string,
): string | readonly string[] | undefined {
  if (Object.hasOwn(names, name)) {
    const known = names[name] as string | readonly string[];
    return typeof known === 'string' && parseAddress(known) ? [known] : known;
  }
  const ingress = ingressOf(reader, options, name);
  if (ingress !== undefined) return [ingress];
  const gateways = gatewaysOf(reader, options, name);
  if (gateways.length > 0) return gateways;
  const addresses = reader.get('Node', undefined, name)?.status?.addresses;
  return addresses?.filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
}

function addressesOf(addresses: readonly string[], name: string, type: DnsType): readonly DnsRecord[] {
  const records: DnsRecord[] = [];
  for (const text of addresses) {
    const address = parseAddress(text);
    const family = address?.family === 6 ? 'AAAA' : 'A';
    if (address && family === type) records.push({ name, ttlSeconds: TTL_SECONDS, type: family, data: address.text });
  }
  return records;
}
