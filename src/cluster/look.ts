// Looking at a cluster: an object's events, a Service's endpoints, how full the nodes are. Plain data, for prints and
// checks of one's own.

import type { Reader } from '../api/actor';
import type { CoreEvent } from '../kinds/generated/types.gen';
import type { KindName } from '../kinds/kind-map';
import { podRequests } from '../kinds/pod-spec/pod-resources';
import { milliValue, value } from '../kinds/quantity';
import { parseRfc3339 } from '../sim/time';

export interface EventLine {
  readonly atMs: number;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** `Pod default/web-0` */
  readonly about: string;
  readonly from: string;
}

/** Events of one object, or all of them, in the order of their last occurrence. */
export function eventsOf(reader: Reader, about?: { kind: KindName; namespace: string; name: string }): EventLine[] {
  const events = reader.list('Event').filter(({ involvedObject: { kind, namespace, name } }) => {
    if (!about) return true;
    return kind === about.kind && name === about.name && (namespace ?? '') === about.namespace;
  });
  return [...events].sort((a, b) => writtenAt(a) - writtenAt(b)).map(lineOf);
}

/** Stamps have seconds or microseconds by who wrote them; revisions put them all in order. */
const writtenAt = ({ metadata }: CoreEvent) => Number(metadata.resourceVersion);

function lineOf(event: CoreEvent): EventLine {
  const { involvedObject, type = 'Normal', reason = '', message = '' } = event;
  const last = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? '';
  const place = involvedObject.namespace ? `${involvedObject.namespace}/` : '';
  return {
    atMs: parseRfc3339(last),
    type,
    reason,
    message,
    count: event.series?.count ?? event.count ?? 1,
    about: `${involvedObject.kind} ${place}${involvedObject.name}`,
    from: event.reportingComponent || (event.source?.component ?? ''),
  };
}

export interface EndpointLine {
  readonly address: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** `ns/name`; empty when no pod is behind it. */
  readonly pod: string;
  readonly node: string;
  readonly ports: readonly number[];
}

/** What stands behind a Service, from its EndpointSlices. */
export function endpointsOf(reader: Reader, namespace: string, service: string): EndpointLine[] {
  const slices = reader.by('EndpointSlice', 'service', `${namespace}/${service}`);
  return slices.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses, conditions, targetRef, nodeName }) =>
      addresses.map((address) => ({
        address,
        ready: conditions?.ready ?? true,
        serving: conditions?.serving ?? true,
        terminating: conditions?.terminating ?? false,
        pod: targetRef?.kind === 'Pod' ? `${targetRef.namespace}/${targetRef.name}` : '',
        node: nodeName ?? '',
        ports: (ports ?? []).flatMap(({ port }) => (port === undefined ? [] : [port])),
      })),
    ),
  );
}

export interface NodeFill {
  readonly node: string;
  readonly pods: { readonly used: number; readonly allocatable: number };
  /** Thousandths of a core, by requests. */
  readonly cpuMilli: { readonly used: number; readonly allocatable: number };
  readonly memoryBytes: { readonly used: number; readonly allocatable: number };
}

/** How full each node is by the requests of its pods that have not ended. */
export function nodeFill(reader: Reader): NodeFill[] {
  return reader.list('Node').map(({ metadata, status }) => {
    const pods = reader
      .by('Pod', 'node', metadata.name)
      .filter((pod) => pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed');
    const requests = pods.map((pod) => podRequests(pod.spec));
    const allocatable = status?.allocatable ?? {};
    const milli = (resource: string) => requests.reduce((sum, each) => sum + milliValue(each.get(resource)), 0);
    return {
      node: metadata.name,
      pods: { used: pods.length, allocatable: value(allocatable.pods) },
      cpuMilli: { used: milli('cpu'), allocatable: milliValue(allocatable.cpu) },
      memoryBytes: { used: Math.ceil(milli('memory') / 1000), allocatable: value(allocatable.memory) },
    };
  });
}
