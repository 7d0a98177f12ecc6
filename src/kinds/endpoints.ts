// Endpoints: what the API server does with one of its own.
// upstream: pkg/apis/core/v1 SetDefaults_Endpoints, pkg/registry/core/endpoint/strategy.go

import { equalData } from './equal-data';
import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from './generated/types.gen';
import { defineKind } from './kind';
import { checkReachableIp } from './service-rules';
import { addInvalid, type Errors, notSupported, required } from './validation/field-error';
import { checkIp, ipWarnings } from './validation/ip-address';
import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { PROTOCOLS } from './validation/ports';
import { changeItems, withDefaults } from './with-defaults';

const DEPRECATED = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

export const endpoints = defineKind<Endpoints>({
  deprecation: DEPRECATED,
  createsOnUpdate: true,
  defaults: (object) =>
    changeItems(object, 'subsets', (subset) =>
      changeItems(subset, 'ports', (port) => withDefaults(port, { protocol: 'TCP' })),
    ),
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    object.subsets?.forEach((subset, index) => {
      checkSubset(errors, `subsets[${index}]`, subset);
    });
    return errors;
  },
  // What was stored once stays valid.
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMeta(errors, next);
    if (equalData(next.subsets, stored.subsets)) return errors;
    next.subsets?.forEach((subset, index) => {
      checkSubset(errors, `subsets[${index}]`, subset);
    });
    return errors;
  },
  warnings: ({ metadata, subsets = [] }) => {
    if (metadata.labels?.[MANAGED_BY] === 'endpoint-controller') return [];
    const bad = subsets.flatMap((subset, index) =>
      (['addresses', 'notReadyAddresses'] as const).flatMap((list) =>
        (subset[list] ?? []).flatMap(({ ip }, at) => ipWarnings(`subsets[${index}].${list}[${at}].ip`, ip)),
      ),
    );
    return bad;
  },
});

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';

/** upstream: pkg/apis/core/validation validateEndpointSubsets */
function checkSubset(errors: Errors, path: string, subset: EndpointSubset): void {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  if (addresses.length === 0 && notReadyAddresses.length === 0) {
    errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
  }
  for (const list of ['addresses', 'notReadyAddresses'] as const) {
    subset[list]?.forEach((address, index) => {
      checkAddress(errors, `${path}.${list}[${index}]`, address);
    });
  }
  ports.forEach((port, index) => {
    checkEndpointPort(errors, `${path}.ports[${index}]`, port, ports.length > 1);
  });
}

function checkAddress(errors: Errors, path: string, { ip = '', hostname, nodeName }: EndpointAddress): void {
  checkIp(errors, `${path}.ip`, ip);
  if (hostname) addInvalid(errors, `${path}.hostname`, hostname, dns1123Label(hostname));
  if (nodeName !== undefined) addInvalid(errors, `${path}.nodeName`, nodeName, dns1123Subdomain(nodeName));
  checkReachableIp(errors, `${path}.ip`, ip);
}

function checkEndpointPort(errors: Errors, path: string, port: EndpointPort, needsName: boolean): void {
  const { name, protocol, appProtocol } = port;
  if (name) addInvalid(errors, `${path}.name`, name, dns1123Label(name));
  else if (needsName) errors.push(required(`${path}.name`));
  addInvalid(errors, `${path}.port`, port.port ?? 0, portNumber(port.port ?? 0));
  if (!protocol) errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  if (appProtocol !== undefined) addInvalid(errors, `${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
}
