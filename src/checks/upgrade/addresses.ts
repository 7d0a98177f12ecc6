// Addresses and names that clients may hold: of Services, their ports and node ports, load balancers, Ingress hosts and
// the pods of StatefulSets.

import type { Ingress, Pod, Service, ServicePort } from '../../kinds/generated/types.gen';
import { podsOf } from '../../matchers/related-pods';
import { counted, someOf } from '../../report/value-text';
import { referenceOf } from '../manifest-set';
import { placeIn, type Step } from './changed-fields';
import type { Effect, EffectSeverity } from './effect';
import { manifestOf, type Observed, storedFor } from './observed';

export function changedAddresses(observed: Observed): readonly Effect[] {
  const { old, before, after } = observed;
  return old.objects.flatMap((manifest): readonly Effect[] => {
    const [first, last] = [storedFor(before, manifest), storedFor(after, manifest)];
    if (!first) return [];
    const changes =
      manifest.kind === 'Service'
        ? serviceChanges(first as Service, last as Service | undefined)
        : manifest.kind === 'Ingress'
          ? ingressChanges(first as Ingress, last as Ingress | undefined)
          : manifest.kind === 'StatefulSet'
            ? podNameChanges(podsOf(before.reader, first), last ? podsOf(after.reader, last) : [])
            : [];
    const object = referenceOf(manifest);
    return changes.map(({ message, path, severity = 'error' }) => ({
      effect: 'address-changed',
      severity,
      object,
      message,
      details: [],
      place: placeIn(manifestOf(observed, object), path),
    }));
  });
}

interface AddressChange {
  readonly message: string;
  readonly path: readonly Step[];
  readonly severity?: EffectSeverity;
}

function serviceChanges(before: Service, after: Service | undefined): readonly AddressChange[] {
  const { name, namespace } = before.metadata;
  if (!after)
    return [{ message: `its name ${name}.${namespace} and its address ${addressOf(before)} are gone`, path: [] }];
  const changes: AddressChange[] = [];
  const [from, to] = [addressOf(before), addressOf(after)];
  if (from !== to) changes.push({ message: `its address changed from ${from} to ${to}`, path: ['spec'] });
  for (const port of before.spec?.ports ?? []) changes.push(...portChanges(port, after));
  const [had, has] = [balancers(before), balancers(after)];
  if (had.length > 0 && had.join() !== has.join()) {
    changes.push({
      message: `its load balancer's address changed from ${had.join(', ')} to ${has.join(', ') || 'none'}`,
      path: ['spec', 'type'],
    });
  }
  return changes;
}

function addressOf({ spec = {} }: Service): string {
  if (spec.type === 'ExternalName') return spec.externalName ?? 'nothing';
  return spec.clusterIPs?.join(', ') ?? spec.clusterIP ?? 'none';
}

function portChanges(
  { port, protocol, nodePort, name }: ServicePort,
  { spec = {} }: Service,
): readonly AddressChange[] {
  const path = ['spec', 'ports'];
  const now = spec.ports?.find((other) => other.port === port && other.protocol === protocol);
  const shown = name ? `${port} (${name})` : String(port);
  if (!now) {
    const left = spec.ports?.map((other) => other.port) ?? [];
    return [{ message: `port ${shown} is gone; there is ${left.join(', ') || 'none'}`, path }];
  }
  if (!nodePort || now.nodePort === nodePort) return [];
  const item = { key: 'port', value: port };
  return [
    {
      message: `node port ${nodePort} of port ${shown} is ${now.nodePort ?? 'gone'} now`,
      path: [...path, item, 'nodePort'],
    },
  ];
}

const balancers = ({ status }: Service | Ingress) =>
  (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');

function ingressChanges(before: Ingress, after: Ingress | undefined): readonly AddressChange[] {
  const now = new Set(after ? routesOf(after) : []);
  const gone = routesOf(before).filter((route) => !now.has(route));
  if (gone.length === 0) return [];
  return [{ message: `no longer routes ${someOf(gone)}`, path: ['spec', 'rules'] }];
}

const routesOf = ({ spec }: Ingress) =>
  (spec?.rules ?? []).flatMap(({ host = '*', http }) => (http?.paths ?? []).map(({ path = '/' }) => `${host}${path}`));

function podNameChanges(before: readonly Pod[], after: readonly Pod[]): readonly AddressChange[] {
  const now = new Set(after.map(({ metadata }) => metadata.name));
  const gone = before.map(({ metadata }) => metadata.name).filter((name) => !now.has(name));
  if (gone.length === 0) return [];
  return [
    {
      message: `${counted(gone.length, 'pod name')} gone: ${someOf(gone)}`,
      path: ['spec', 'replicas'],
      severity: 'warning',
    },
  ];
}
