// Rules for EndpointSlices.
// upstream: pkg/apis/discovery/validation ValidateEndpointSlice; pkg/registry/discovery/endpointslice/strategy.go

import { equalData } from './equal-data';
import type { DiscoveryEndpointPort, Endpoint, EndpointHints, EndpointSlice } from './generated/types.gen';
import type { FieldError } from './kind';
import { checkReachableIp } from './service-rules';
import { addInvalid, duplicate, type Errors, invalid, notSupported, required, tooMany } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkCanonicalIp, checkIp, ipFamily, ipWarnings } from './validation/ip-address';
import { dns1123Label, dns1123Subdomain, fullyQualifiedDomain, labelValue, qualifiedName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { PROTOCOLS } from './validation/ports';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MAX_PORTS = 20_000;
const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_HINTS = 8;

export function checkNewSlice(slice: EndpointSlice): readonly FieldError[] {
  return checkSlice(slice, undefined);
}

export function checkSliceUpdate(next: EndpointSlice, stored: EndpointSlice): readonly FieldError[] {
  const errors = checkSlice(next, stored);
  checkImmutable(errors, 'addressType', next.addressType, stored.addressType);
  return errors;
}

function checkSlice(slice: EndpointSlice, stored: EndpointSlice | undefined): Errors {
  const errors: Errors = [];
  const { addressType } = slice;
  // A slice without ports or endpoints is written with null.
  const ports = slice.ports ?? [];
  const endpoints = slice.endpoints ?? [];
  checkObjectMeta(errors, slice);
  if (!addressType) errors.push(required('addressType'));
  else if (!ADDRESS_TYPES.includes(addressType)) errors.push(notSupported('addressType', addressType, ADDRESS_TYPES));
  checkPorts(errors, ports);
  const found: Errors = [];
  if (endpoints.length > MAX_ENDPOINTS) found.push(tooMany('endpoints', endpoints.length, MAX_ENDPOINTS));
  else {
    endpoints.forEach((endpoint, index) => {
      checkEndpoint(found, `endpoints[${index}]`, endpoint, addressType);
    });
  }
  // What was stored once stays valid.
  if (found.length > 0 && !(stored && equalData(stored.endpoints, slice.endpoints))) errors.push(...found);
  return errors;
}

function checkPorts(errors: Errors, ports: readonly DiscoveryEndpointPort[]): void {
  if (ports.length > MAX_PORTS) return void errors.push(tooMany('ports', ports.length, MAX_PORTS));
  const names = new Set<string>();
  ports.forEach(({ name = '', protocol, appProtocol }, index) => {
    const path = `ports[${index}]`;
    if (name) addInvalid(errors, `${path}.name`, name, dns1123Label(name));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    if (protocol === undefined) errors.push(required(`${path}.protocol`));
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
    if (appProtocol !== undefined) addInvalid(errors, `${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
  });
}

/** Endpoints that passed before, by the address type they passed for: a slice's next version keeps most of them. */
const fine = new WeakMap<Endpoint, string>();

function checkEndpoint(errors: Errors, path: string, endpoint: Endpoint, addressType: string): void {
  if (fine.get(endpoint) === addressType) return;
  const before = errors.length;
  const { nodeName, hostname, hints } = endpoint;
  const addresses = endpoint.addresses ?? [];
  const at = `${path}.addresses`;
  if (addresses.length === 0) errors.push(required(at, 'must contain at least 1 address'));
  else if (addresses.length > MAX_ADDRESSES) errors.push(tooMany(at, addresses.length, MAX_ADDRESSES));
  addresses.forEach((address, index) => {
    if (addressType === 'FQDN') fullyQualifiedDomain(errors, `${at}[${index}]`, address);
    else if (addressType === 'IPv4' || addressType === 'IPv6') checkAddress(errors, at, index, address, addressType);
  });
  if (nodeName !== undefined) addInvalid(errors, `${path}.nodeName`, nodeName, dns1123Subdomain(nodeName));
  if (hostname !== undefined) addInvalid(errors, `${path}.hostname`, hostname, dns1123Label(hostname));
  if (hints) checkHints(errors, `${path}.hints`, hints);
  if (errors.length === before) fine.set(endpoint, addressType);
}

function checkAddress(errors: Errors, list: string, index: number, address: string, family: 'IPv4' | 'IPv6'): void {
  const before = errors.length;
  const path = `${list}[${index}]`;
  if (family === 'IPv4') checkIp(errors, path, address);
  else checkCanonicalIp(errors, path, address);
  if (errors.length > before) return;
  if (ipFamily(address) !== family) errors.push(invalid(list, address, `must be an ${family} address`));
  checkReachableIp(errors, path, address);
}

function checkHints(errors: Errors, path: string, { forZones = [], forNodes = [] }: EndpointHints): void {
  const check = (list: string, names: readonly string[], rule: (name: string) => readonly string[]): boolean => {
    const at = `${path}.${list}`;
    if (names.length > MAX_HINTS) {
      errors.push(tooMany(at, names.length, MAX_HINTS));
      return false;
    }
    names.forEach((name, index) => {
      if (names.indexOf(name) < index) errors.push(duplicate(`${at}[${index}].name`, name));
      addInvalid(errors, `${at}[${index}].name`, name, rule(name));
    });
    return true;
  };
  const zones = forZones.map(({ name }) => name);
  if (check('forZones', zones, labelValue))
    check(
      'forNodes',
      forNodes.map(({ name }) => name),
      dns1123Subdomain,
    );
}

const OWN_CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

export function sliceWarnings(slice: EndpointSlice, stored?: EndpointSlice): readonly string[] {
  const { addressType, metadata } = slice;
  const isDeprecated = !stored && addressType === 'FQDN';
  const type = isDeprecated ? ['spec.addressType: FQDN endpoints are deprecated'] : [];
  if (OWN_CONTROLLERS.includes(metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '')) return type;
  const addresses = (slice.endpoints ?? []).flatMap((endpoint, index) =>
    (endpoint.addresses ?? []).flatMap((address, at) => ipWarnings(`endpoints[${index}].addresses[${at}]`, address)),
  );
  return [...type, ...addresses];
}
