// What a question's name asks of the cluster: its zone, and the labels left of it as namespace, service, endpoint,
// port.
// upstream: coredns plugin/kubernetes parseRequest

import { isBelow } from './dns-records';

export interface NameRequest {
  /** `apex` names (`cluster.local`, `svc.cluster.local`) exist and hold nothing. */
  readonly kind: 'apex' | 'svc' | 'pod';
  readonly namespace: string;
  /** '' when the name ends at the namespace. For `pod` names the dashed address. */
  readonly service: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

const APEX: NameRequest = { kind: 'apex', namespace: '', service: '', endpoint: '', port: '', protocol: '' };

/** The longest of the zones that holds the name, spelled as the name spells it; undefined when none does. */
export function zoneOf(name: string, zones: readonly string[]): string | undefined {
  let longest = '';
  for (const zone of zones) if (zone.length > longest.length && isBelow(zone, name)) longest = zone;
  return longest === '' ? undefined : name.slice(name.length - longest.length);
}

/** The labels of a name, lower case, below its zone. */
export function labelsBelow(name: string, zone: string): readonly string[] {
  const base = name.slice(0, Math.max(name.length - zone.length - 1, 0)).toLowerCase();
  return base === '' ? [] : base.split('.');
}

/** undefined for a name of a form that the cluster has no records for. */
export function parseName(name: string, zone: string): NameRequest | undefined {
  const labels = labelsBelow(name, zone);
  const kind = labels.at(-1);
  if (kind === undefined) return APEX;
  if (kind !== 'svc' && kind !== 'pod') return undefined;
  if (labels.length === 1) return APEX;
  const namespace = labels.at(-2) as string;
  const service = labels.at(-3) ?? '';
  const rest = labels.slice(0, -3);
  const request = { kind, namespace, service, endpoint: '', port: '', protocol: '' } as const;
  if (rest.length === 0) return request;
  if (rest.length === 1) return { ...request, endpoint: rest[0] as string };
  if (rest.length > 2) return undefined;
  return { ...request, port: withoutUnderscore(rest[0] as string), protocol: withoutUnderscore(rest[1] as string) };
}

function withoutUnderscore(label: string): string {
  return label.startsWith('_') ? label.slice(1) : label;
}
