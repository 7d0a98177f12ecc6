// A cluster's network, described: proxy mode, DNS, the outside world, load balancers.

import { type Cidr, isIpv6, parseCidr, parseIp } from '../kinds/validation/ip-address';
import { dns1123Subdomain } from '../kinds/validation/names';
import { IPVS_SCHEDULERS } from '../network/ipvs';
import type { NetworkOptions } from '../network/options';
import type { ArgumentType } from './describe/argument';
import { either, flag, integer, listOf, mapOf, oneOf, only, record, refined, text } from './describe/types';

const isIpv4Block = (cidr: Cidr | undefined) => cidr !== undefined && !isIpv6(cidr.address);
const range = (example: string) =>
  refined(text(`a range such as ${example}`), (value) =>
    isIpv4Block(parseCidr(value)) ? undefined : `expected an IPv4 range such as ${example}`,
  );
const address = refined(text('an address such as 10.96.0.10'), (value) =>
  parseIp(value) ? undefined : 'expected an address such as 10.96.0.10',
);
const domain = refined(text('a domain such as cluster.local'), (value) => dns1123Subdomain(value)[0]);

/** The cluster DNS has nobody to ask. */
const nobody: ArgumentType<null, undefined> = {
  ...only(null),
  read: (input) =>
    input === null || input === undefined ? { value: undefined } : { problem: 'expected null', path: [] },
};

const fields = {
  proxyMode: oneOf('iptables', 'ipvs', 'nftables'),
  ipvsScheduler: oneOf(...IPVS_SCHEDULERS),
  nodePortAddresses: listOf(range('192.168.0.0/16'), 0),
  masqueradeAll: flag(),
  detectsPods: flag(),
  serviceCidr: range('10.96.0.0/12'),
  clusterDomain: domain,
  clusterDns: address,
  nodeDns: record({ nameserver: address, searches: listOf(domain, 0) }, ['nameserver', 'searches']),
  externalNames: either(mapOf(either(listOf(address), domain), 0), nobody),
  outsideIp: address,
  ingress: either(
    record({ className: text('the name of an IngressClass'), address }, ['className', 'address']),
    nobody,
  ),
  gateway: either(
    record(
      {
        controllerName: text("a controller's name such as example.net/gateway-controller"),
        range: range('203.0.113.0/24'),
      },
      ['controllerName', 'range'],
    ),
    nobody,
  ),
  loadBalancer: either(record({ range: range('203.0.113.0/24'), provisionMs: integer() }, ['range']), nobody),
} satisfies Record<keyof NetworkOptions, ArgumentType<unknown, unknown>>;

export const networkType = record(fields) satisfies ArgumentType<unknown, Partial<NetworkOptions>>;
