// The variables by which a container finds the services of its namespace: host, port, and the older link form.
// upstream: pkg/kubelet/envvars FromServices, kubelet_pods.go getServiceEnvVarMap

import type { Service } from '../kinds/generated/types.gen';
import type { KubeletContext } from './kubelet-state';

const MASTER_NAMESPACE = 'default';
const MASTER_SERVICE = 'kubernetes';

/** The services of a namespace that containers can be told of; the same list for as long as none of them changes. */
export function servicesIn(cx: KubeletContext, namespace: string): readonly Service[] {
  let known = cx.state.services.get(namespace);
  if (!known) {
    known = cx.list('Service', namespace).filter(hasClusterAddress);
    cx.state.services.set(namespace, known);
  }
  return known;
}

/** Whether a service has an address that can be told. */
function hasClusterAddress({ spec }: Service): boolean {
  const address = spec?.clusterIP;
  return address !== undefined && address !== '' && address !== 'None' && spec?.type !== 'ExternalName';
}

/** The services whose variables a pod's containers get. `kubernetes` of the namespace default is always among them. */
export function servicesFor(
  namespace: string,
  links: boolean,
  own: readonly Service[],
  inDefault: readonly Service[],
): readonly Service[] {
  const master = inDefault.find(({ metadata }) => metadata.name === MASTER_SERVICE);
  if (!links) return master ? [master] : [];
  if (namespace === MASTER_NAMESPACE || !master) return own;
  return [master, ...own.filter(({ metadata }) => metadata.name !== MASTER_SERVICE)];
}

export function serviceVariables(services: readonly Service[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const service of services) addService(variables, service);
  return variables;
}

function addService(variables: Map<string, string>, { metadata, spec }: Service): void {
  const prefix = variableName(metadata.name);
  const address = spec?.clusterIP ?? '';
  const host = address.includes(':') ? `[${address}]` : address;
  const ports = spec?.ports ?? [];
  variables.set(`${prefix}_SERVICE_HOST`, address);
  if (ports[0]) variables.set(`${prefix}_SERVICE_PORT`, String(ports[0].port));
  for (const port of ports) {
    if (port.name) variables.set(`${prefix}_SERVICE_PORT_${variableName(port.name)}`, String(port.port));
  }
  ports.forEach((port, index) => {
    const protocol = port.protocol ?? 'TCP';
    const scheme = protocol.toLowerCase();
    const url = `${scheme}://${host}:${port.port}`;
    if (index === 0) variables.set(`${prefix}_PORT`, url);
    const link = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
    variables.set(link, url);
    variables.set(`${link}_PROTO`, scheme);
    variables.set(`${link}_PORT`, String(port.port));
    variables.set(`${link}_ADDR`, address);
  });
}

function variableName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
