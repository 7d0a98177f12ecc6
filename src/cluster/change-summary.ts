// One change in a few words: what people watch of each kind, before and after. Kinds that are not listed say nothing.

import type { Change } from '../api/change';
import { equalData } from '../kinds/equal-data';
import type {
  CoreEvent,
  Deployment,
  EndpointSlice,
  Endpoints,
  Namespace,
  Node,
  Pod,
  ReplicaSet,
} from '../kinds/generated/types.gen';

type Facts = Readonly<Record<string, string>>;

/** `Running, ready`, `replicas 3 to 4`; empty when nothing that people watch changed. */
export function summaryOf(change: Change): string {
  const facts = FACTS[change.kind] as ((object: unknown) => Facts) | undefined;
  if (change.type === 'DELETED') return 'gone';
  if (!facts) return '';
  const before: Facts = change.previous ? facts(change.previous) : {};
  const after = facts(change.object);
  const texts: string[] = [];
  for (const name of Object.keys(after)) {
    const value = after[name] as string;
    const old = before[name];
    if (value === old || (old === undefined && value === '')) continue;
    texts.push(factText(name, old, value));
  }
  return texts.filter((text) => text !== '').join(', ');
}

/** A node's report that tells nothing but that it was made. */
export function isHeartbeat({ kind, type, previous, object }: Change): boolean {
  if (kind !== 'Node' || type !== 'MODIFIED') return false;
  const told = ({ spec, status }: Node) => [
    spec,
    { ...status, conditions: status?.conditions?.map(({ lastHeartbeatTime: _at, ...condition }) => condition) },
  ];
  const sameLabels = equalData(previous?.metadata.labels, object.metadata.labels);
  return sameLabels && equalData(told(previous as unknown as Node), told(object as unknown as Node));
}

/** Names that start with `=` tell their value alone; the others tell the change. */
function factText(name: string, old: string | undefined, value: string): string {
  if (name.startsWith('=')) return value;
  if (old === undefined || old === '') return `${name} ${value}`;
  return value === '' ? `${name} no longer ${old}` : `${name} ${old} to ${value}`;
}

const FACTS: Readonly<Record<string, (object: never) => Facts>> = {
  Pod: podFacts,
  Deployment: deploymentFacts,
  ReplicaSet: replicaSetFacts,
  ReplicationController: replicaSetFacts,
  EndpointSlice: sliceFacts,
  Endpoints: endpointsFacts,
  Node: nodeFacts,
  Namespace: ({ status }: Namespace) => ({ '=phase': status?.phase ?? '' }),
  Event: ({ reason = '', message = '' }: CoreEvent) => ({ '=event': `${reason}: ${message}` }),
} as Readonly<Record<string, (object: never) => Facts>>;

function podFacts({ spec, status, metadata }: Pod): Facts {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const waiting = statuses.map(({ state }) => state?.waiting?.reason ?? '').find((reason) => !QUIET.has(reason)) ?? '';
  const ended = statuses.map(({ state }) => state?.terminated).find((end) => end && end.reason !== 'Completed');
  const restarts = statuses.reduce((sum, each) => sum + each.restartCount, 0);
  return {
    '=deleting': metadata.deletionTimestamp ? 'terminating' : '',
    '=node': spec.nodeName ? `on ${spec.nodeName}` : '',
    '=phase': status?.phase ?? '',
    '=ready': ready ? 'ready' : status?.phase === 'Running' ? 'not ready' : '',
    '=waiting': waiting,
    '=ended': ended ? `${ended.reason} (exit code ${ended.exitCode})` : '',
    restarts: restarts > 0 ? String(restarts) : '',
    '=reason': status?.reason ?? '',
  };
}

const QUIET: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

function deploymentFacts({ spec, status, metadata }: Deployment): Facts {
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  return {
    '=deleting': metadata.deletionTimestamp ? 'terminating' : '',
    image: spec.template.spec?.containers.map(({ image }) => image).join(', ') ?? '',
    replicas: String(spec.replicas ?? 1),
    '=ready': `${status?.readyReplicas ?? 0} of ${spec.replicas ?? 1} ready`,
    '=updated': `${status?.updatedReplicas ?? 0} updated`,
    '=progressing': progressing?.reason ?? '',
  };
}

function replicaSetFacts({ spec, status, metadata }: ReplicaSet): Facts {
  return {
    '=deleting': metadata.deletionTimestamp ? 'terminating' : '',
    replicas: String(spec?.replicas ?? 1),
    '=ready': status?.readyReplicas === undefined ? '' : `${status.readyReplicas} of ${spec?.replicas ?? 1} ready`,
  };
}

function sliceFacts({ endpoints }: EndpointSlice): Facts {
  const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length;
  return { 'ready endpoints': String(ready) };
}

function endpointsFacts({ subsets }: Endpoints): Facts {
  const ready = (subsets ?? []).reduce((sum, { addresses }) => sum + (addresses?.length ?? 0), 0);
  return { 'ready addresses': String(ready) };
}

function nodeFacts({ spec, status }: Node): Facts {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  return {
    Ready: ready ?? '',
    '=unschedulable': spec?.unschedulable ? 'cordoned' : '',
    taints: (spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).join(', '),
  };
}
