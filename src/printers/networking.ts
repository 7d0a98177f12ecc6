// Rows of the group networking.k8s.io. upstream: printers.go printIngress, printIngressClass, printNetworkPolicy,
// printIPAddress, printServiceCIDR

import type { Ingress, IngressClass, IPAddress, NetworkPolicy, ServiceCIDR } from '../kinds/generated/types.gen';
import { loadBalancerAddresses, selectorCell } from './cells';
import { age, definePrinter } from './printer';

const SHOWN_HOSTS = 3;

export const printIngress = definePrinter<Ingress>((object, cx) => {
  const { metadata, spec, status } = object;
  return [
    metadata.name,
    spec?.ingressClassName ?? '<none>',
    hosts(object),
    loadBalancerAddresses(status?.loadBalancer?.ingress).join(','),
    (spec?.tls?.length ?? 0) > 0 ? '80, 443' : '80',
    age(object, cx),
  ];
});

/** How many more there are is counted by rules, those without a host included. */
function hosts({ spec }: Ingress): string {
  const rules = spec?.rules ?? [];
  const shown: string[] = [];
  let more = false;
  for (const { host } of rules) {
    if (shown.length === SHOWN_HOSTS) more = true;
    else if (host) shown.push(host);
  }
  if (shown.length === 0) return '*';
  return more ? `${shown.join(',')} + ${rules.length - SHOWN_HOSTS} more...` : shown.join(',');
}

export const printIngressClass = definePrinter<IngressClass>((object, cx) => {
  const { metadata, spec } = object;
  const { kind, apiGroup, name } = spec?.parameters ?? {};
  const group = apiGroup === undefined ? '' : `.${apiGroup}`;
  const parameters = spec?.parameters ? `${kind}${group}/${name}` : '<none>';
  const isDefault = metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
  const shown = isDefault ? `${metadata.name} (default)` : metadata.name;
  return [shown, spec?.controller ?? '', parameters, age(object, cx)];
});

export const printNetworkPolicy = definePrinter<NetworkPolicy>((object, cx) => {
  return [object.metadata.name, selectorCell(object.spec?.podSelector), age(object, cx)];
});

/** One cell more than there are columns, as upstream answers it. */
export const printIpAddress = definePrinter<IPAddress>((object, cx) => {
  const { metadata, spec } = object;
  const { group, resource, namespace, name } = spec?.parentRef ?? {};
  const subject = group ? `${resource}.${group}` : `${resource}`;
  const parent = `${subject.toLowerCase()}${namespace ? `/${namespace}` : ''}/${name}`;
  return [metadata.name, spec?.parentRef ? parent : '<none>', age(object, cx)];
});

export const printServiceCidr = definePrinter<ServiceCIDR>((object, cx) => {
  return [object.metadata.name, (object.spec?.cidrs ?? []).join(','), age(object, cx)];
});
