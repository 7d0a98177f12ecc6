// Orders that upstream takes from a hash over Go's dump of a struct: they look arbitrary, but users see them.
// upstream: k8s.io/endpointslice/util DeepHashObject, pkg/api/v1/endpoints SortSubsets

import type {
  DiscoveryEndpointPort,
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  ObjectReference,
} from '../../kinds/generated/types.gen';

const ENCODER = new TextEncoder();

/** FNV-1a with 128 bits over the text's UTF-8 bytes, as 32 hexadecimal digits. */
export function fnv128a(text: string): string {
  // Four limbs of 32 bits, the highest first. The prime is 2^88 + 0x13b.
  let [a, b, c, d] = [0x6c62272e, 0x07bb0142, 0x62b82175, 0x6295c58d];
  for (const byte of ENCODER.encode(text)) {
    d = (d ^ byte) >>> 0;
    const low = d * 0x13b;
    const third = c * 0x13b + Math.floor(low / 0x1_0000_0000);
    const second = b * 0x13b + Math.floor(third / 0x1_0000_0000) + ((d << 24) >>> 0);
    const first = a * 0x13b + Math.floor(second / 0x1_0000_0000) + (((c << 24) >>> 0) + (d >>> 8));
    [a, b, c, d] = [first % 0x1_0000_0000, second % 0x1_0000_0000, third % 0x1_0000_0000, low % 0x1_0000_0000];
  }
  return [a, b, c, d].map((limb) => limb.toString(16).padStart(8, '0')).join('');
}

const hashes = new Map<string, string>();

function hashOf(dump: string): string {
  let hash = hashes.get(dump);
  if (hash === undefined) {
    if (hashes.size > 10_000) hashes.clear();
    hash = fnv128a(dump);
    hashes.set(dump, hash);
  }
  return hash;
}

/** A copy sorted by the hash of what `dump` makes of each item; ascending. */
export function sortedByHash<T>(items: readonly T[], dump: (item: T) => string): readonly T[] {
  if (items.length < 2) return items;
  const keyed = items.map((item) => ({ item, hash: hashOf(dump(item)) }));
  keyed.sort((x, y) => (x.hash < y.hash ? -1 : x.hash > y.hash ? 1 : 0));
  return keyed.map(({ item }) => item);
}

const pointer = (type: string, value: string | number | undefined) => `(*${type})${value ?? '<nil>'}`;

/** The dump of a port of an EndpointSlice. */
export function dumpSlicePort(port: DiscoveryEndpointPort): string {
  const { name, protocol, port: number, appProtocol } = port;
  const named = `Name:${pointer('string', name)} Protocol:${pointer('v1.Protocol', protocol)}`;
  return `(v1.EndpointPort){${named} Port:${pointer('int32', number)} AppProtocol:${pointer('string', appProtocol)}}`;
}

/** The dump of a port of an Endpoints subset. */
export function dumpSubsetPort(port: EndpointPort): string {
  return `(v1.EndpointPort)${subsetPortFields(port)}`;
}

/** The dump of a whole subset. */
export function dumpSubset({ addresses, notReadyAddresses, ports }: EndpointSubset): string {
  const ready = dumpList('v1.EndpointAddress', addresses, addressFields);
  const notReady = dumpList('v1.EndpointAddress', notReadyAddresses, addressFields);
  const offered = dumpList('v1.EndpointPort', ports, subsetPortFields);
  return `(v1.EndpointSubset){Addresses:${ready} NotReadyAddresses:${notReady} Ports:${offered}}`;
}

function dumpList<T>(type: string, items: readonly T[] | undefined, fields: (item: T) => string): string {
  return `([]${type})${items === undefined ? '<nil>' : `[${items.map(fields).join(' ')}]`}`;
}

function subsetPortFields({ name, port, protocol, appProtocol }: EndpointPort): string {
  const numbered = `Name:(string)${name ?? ''} Port:(int32)${port} Protocol:(v1.Protocol)${protocol ?? ''}`;
  return `{${numbered} AppProtocol:${pointer('string', appProtocol)}}`;
}

function addressFields({ ip, hostname, nodeName, targetRef }: EndpointAddress): string {
  const target = targetRef === undefined ? '<nil>' : referenceFields(targetRef);
  const named = `IP:(string)${ip} Hostname:(string)${hostname ?? ''} NodeName:${pointer('string', nodeName)}`;
  return `{${named} TargetRef:(*v1.ObjectReference)${target}}`;
}

function referenceFields(reference: ObjectReference): string {
  const { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath } = reference;
  const identity = `Kind:(string)${kind ?? ''} Namespace:(string)${namespace ?? ''} Name:(string)${name ?? ''}`;
  const version = `UID:(types.UID)${uid ?? ''} APIVersion:(string)${apiVersion ?? ''}`;
  const place = `ResourceVersion:(string)${resourceVersion ?? ''} FieldPath:(string)${fieldPath ?? ''}`;
  return `{${identity} ${version} ${place}}`;
}
