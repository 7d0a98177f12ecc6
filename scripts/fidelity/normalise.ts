// Objects of two runs made comparable: identity and noise go, lists without an order are sorted, texts get
// placeholders; then every object is a map from path to value.
import type { KubeObject } from '../../src/kinds/kind';
import type { Placeholders } from './placeholders';

// biome-ignore lint/suspicious/noExplicitAny: objects of all kinds as plain JSON
type Json = any;

/** `.spec.nodeName` to its value as JSON text. */
export type Leaves = ReadonlyMap<string, string>;

const IDENTITY = ['uid', 'resourceVersion', 'managedFields', 'selfLink', 'generateName'];
const RUNTIME_IDS = ['containerID', 'imageID', 'lastKnownImageID'];
const RUNTIME_ROUNDING = ['allocatedResources', 'resources', 'user', 'allocatedResourcesStatus'];
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
/** Lists whose order says nothing. */
const SETS = [
  'endpoints',
  'uncountedTerminatedPods',
  'finalizers',
  'images',
  'addresses',
  'notReadyAddresses',
  'subsets',
];

/** The object with what cannot be equal taken out, its texts not yet replaced. */
function comparable(object: KubeObject, exactNodes: boolean): Json {
  const copy: Json = structuredClone(object);
  for (const field of IDENTITY) delete copy.metadata[field];
  if (object.kind === 'Endpoints' || object.kind === 'EndpointSlice') dropTimingOf(copy.metadata);
  if (object.kind === 'Node') return nodeFacts(copy);
  if (object.kind === 'Pod') dropPodNoise(copy, exactNodes);
  if (object.kind === 'PersistentVolume') delete copy.spec?.claimRef?.resourceVersion;
  return copy;
}

function dropTimingOf(metadata: Json): void {
  delete metadata.generation;
  if (!metadata.annotations) return;
  delete metadata.annotations[TRIGGER_TIME];
  if (Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
}

/** Of a node only what the control plane says of it: the machine behind it differs. */
function nodeFacts({ metadata, spec, status }: Json): Json {
  const taints = (spec?.taints ?? []).map(({ timeAdded: _, ...taint }: Json) => taint);
  taints.sort((a: Json, b: Json) => compare(`${a.key}\n${a.effect ?? ''}`, `${b.key}\n${b.effect ?? ''}`));
  const labels = Object.entries(metadata.labels ?? {}).filter(([key]) => !key.startsWith('beta.'));
  return {
    kind: 'Node',
    metadata: { name: metadata.name, labels: Object.fromEntries(labels) },
    spec: {
      ...(spec?.taints ? { taints } : {}),
      ...(spec?.unschedulable === undefined ? {} : { unschedulable: spec.unschedulable }),
    },
    status: {
      conditions: (status?.conditions ?? []).map((condition: Json) => ({
        type: condition.type,
        status: condition.status,
        reason: condition.reason ?? null,
      })),
    },
  };
}

function dropPodNoise(pod: Json, exactNodes: boolean): void {
  const status = pod.status ?? {};
  delete status.resources;
  for (const field of ['podIP', 'hostIP']) if (status[field]) status[field] = 'IP';
  for (const field of ['podIPs', 'hostIPs']) if (status[field]) status[field] = ['IP'];
  for (const container of [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]) {
    for (const field of RUNTIME_ROUNDING) delete container[field];
  }
  if (!exactNodes && pod.spec?.nodeName) pod.spec.nodeName = 'NODE';
}

/** The object with placeholders and in a fixed order, as leaves; `name` is its name with placeholders. */
export function normalise(object: KubeObject, placeholders: Placeholders): { name: string; leaves: Leaves } {
  const exact = placeholders.exactNodes;
  // The names of the nodes themselves are the scenario's.
  if (object.kind === 'Node') placeholders.exactNodes = true;
  const value = replaced(comparable(object, exact), object.kind, undefined, placeholders);
  placeholders.exactNodes = exact;
  const leaves = new Map<string, string>();
  collectLeaves(value, '', leaves);
  return { name: value.metadata.name, leaves };
}

function replaced(value: Json, kind: string, key: string | undefined, placeholders: Placeholders): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => replaced(item, kind, key, placeholders));
    if (key === 'conditions') items.sort((a, b) => compare(String(a.type), String(b.type)));
    const isSet = SETS.includes(key ?? '') || (key === 'ports' && kind === 'Endpoints');
    if (isSet) items.sort((a, b) => compare(sortedText(a), sortedText(b)));
    return items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, item]) => [
      placeholders.text(name),
      replaced(item, kind, name, placeholders),
    ]);
    return Object.fromEntries(entries);
  }
  if (key === 'resourceVersion') return 'RV';
  if (typeof value === 'number') return placeholders.number(value);
  if (typeof value !== 'string') return value;
  if (RUNTIME_IDS.includes(key ?? '')) return value === '' ? '' : 'ID';
  return placeholders.text(value);
}

function collectLeaves(value: Json, path: string, leaves: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    leaves.set(path, JSON.stringify(value));
  } else if (Array.isArray(value)) {
    if (value.length === 0) leaves.set(path, '[]');
    for (const [index, item] of value.entries()) collectLeaves(item, `${path}[${index}]`, leaves);
  } else {
    const entries = Object.entries(value);
    if (entries.length === 0) leaves.set(path, '{}');
    for (const [name, item] of entries) collectLeaves(item, `${path}.${name}`, leaves);
  }
}

/** JSON with sorted keys. */
function sortedText(value: Json): string {
  return JSON.stringify(value, (_key, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => compare(a, b)))
      : item,
  );
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
