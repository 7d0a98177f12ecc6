// What holds in every cluster at all times, whatever users do to it. Reads the changes as they come and keeps a picture
// of its own, so that it shares no shortcut with what it checks.
import type { Change } from '../../src/api/change';
import type { Cluster } from '../../src/cluster/cluster';
import { equalData } from '../../src/kinds/equal-data';
import type { Node, Pod, ResourceQuota } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { milliValue } from '../../src/kinds/quantity';
import { kindByKey } from '../../src/kinds/table';
import { parseRfc3339 } from '../../src/sim/time';

type Loose = KubeObject & { readonly spec?: unknown; readonly template?: unknown };

/** Watches one cluster from the instant it is made; create it before the first action. */
export class Invariants {
  readonly cluster: Cluster;
  #objects = new Map<string, KubeObject>();
  #startRow: number;
  #problems: string[] = [];
  #seen = 0;
  #revision = 0;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.#startRow = cluster.simulation.trace.length;
  }

  /** The same watch over a fork. */
  on(fork: Cluster): Invariants {
    const twin = new Invariants(fork);
    twin.#startRow = this.#startRow;
    twin.#objects = new Map(this.#objects);
    twin.#problems = [...this.#problems];
    twin.#seen = this.#seen;
    twin.#revision = this.#revision;
    return twin;
  }

  /** What was broken so far, by the changes up to now. */
  problems(): readonly string[] {
    const { changes } = this.cluster.simulation.store;
    for (; this.#seen < changes.length; this.#seen++) this.#look(changes[this.#seen] as Change);
    return this.#problems;
  }

  #look(change: Change): void {
    const id = `${change.kind} ${change.key}`;
    const known = this.#objects.get(id);
    const broken = [...this.#order(change, known), ...this.#cause(change)];
    if (change.type === 'MODIFIED' && known)
      broken.push(...identity(known, change.object), ...generation(known, change));
    if (change.kind === 'Pod') {
      broken.push(...podLife(known as Pod | undefined, change as Change<Pod>));
      if (change.type === 'MODIFIED' && !(known as Pod).spec.nodeName)
        broken.push(...this.#room(change as Change<Pod>));
    }
    if (change.kind === 'Pod' && change.type === 'ADDED') broken.push(...this.#quota(change as Change<Pod>));
    this.#revision = change.revision;
    if (change.type === 'DELETED') this.#objects.delete(id);
    else this.#objects.set(id, change.object);
    for (const problem of broken) this.#problems.push(`${id} at revision ${change.revision}: ${problem}`);
  }

  *#order(change: Change, known: KubeObject | undefined): Generator<string> {
    if (change.revision <= this.#revision) yield `revision does not grow (${this.#revision} before)`;
    const { resourceVersion } = change.object.metadata;
    if (resourceVersion !== String(change.revision)) yield `resourceVersion is ${resourceVersion}`;
    if ((change.type === 'ADDED') === (known !== undefined))
      yield `${change.type} of what ${known ? 'is' : 'is not'} there`;
    if (known !== change.previous) yield 'the state before is not the one that was last written';
    if (known && known.metadata.uid !== change.object.metadata.uid) yield 'another uid';
  }

  /** Causes come before their effects and lead to the user or to the start. */
  *#cause(change: Change): Generator<string> {
    const chain = this.cluster.simulation.trace.chain(change.trace);
    const last = chain.at(-1);
    if (!last) {
      yield 'has no cause';
      return;
    }
    for (const [index, row] of chain.entries()) {
      const cause = chain[index + 1];
      if (cause && (cause.id >= row.id || cause.atMs > row.atMs)) yield `its cause ${cause.id} comes after ${row.id}`;
    }
    const isUser = last.actor === 'user' && last.revision === 0;
    const isPast = last.id <= this.#startRow || BY_THE_CLOCK.includes(last.actor);
    if (!isUser && !isPast) yield `its causes end at ${last.actor} ${last.verb} ${last.key}`;
  }

  /** A pod came within the quotas of its namespace. */
  *#quota({ object, atMs }: Change<Pod>): Generator<string> {
    const { namespace } = object.metadata;
    for (const [id, quota] of this.#objects) {
      const most = (quota as ResourceQuota).status?.hard?.pods;
      if (!id.startsWith(`ResourceQuota ${namespace}/`) || most === undefined) continue;
      let pods = 1;
      for (const [other, each] of this.#objects) {
        if (other.startsWith(`Pod ${namespace}/`) && !isOver(each as Pod) && !isOverdue(each, atMs)) pods++;
      }
      if (pods > Number(most)) yield `is pod ${pods} of ${most} that ${id} allows`;
    }
  }

  /** The pod that was just bound fits beside the node's other live pods. */
  *#room({ object }: Change<Pod>): Generator<string> {
    const { nodeName } = object.spec;
    const node = this.#objects.get(`Node ${nodeName}`) as Node | undefined;
    if (!nodeName || !node) return;
    const live = [object];
    for (const [id, other] of this.#objects) {
      if (!id.startsWith('Pod ') || other.metadata.uid === object.metadata.uid) continue;
      if ((other as Pod).spec.nodeName === nodeName && !isOver(other as Pod)) live.push(other as Pod);
    }
    yield* overcommitted(node, live);
  }
}

/** Who looks at everything every few minutes and finds what time alone has changed. */
const BY_THE_CLOCK = ['resource-quota-controller', 'persistent-volume-binder'];

/** Being deleted for longer than its grace: quotas count it no more. */
export const isOverdue = ({ metadata }: KubeObject, nowMs: number) =>
  metadata.deletionTimestamp !== undefined && parseRfc3339(metadata.deletionTimestamp) < nowMs;

export const isOver = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

const OVER = ['Succeeded', 'Failed'];

function* identity({ metadata: before }: KubeObject, { metadata: after }: KubeObject): Generator<string> {
  for (const field of ['name', 'namespace', 'creationTimestamp'] as const) {
    if (before[field] !== after[field]) yield `${field} changed`;
  }
  if (before.deletionTimestamp && !after.deletionTimestamp) yield 'deletion was taken back';
  const added = (after.finalizers ?? []).filter((finalizer) => !before.finalizers?.includes(finalizer));
  if (before.deletionTimestamp && added.some((finalizer) => !COLLECTOR.includes(finalizer))) {
    yield `finalizers were added while it is being deleted: ${added.join(', ')}`;
  }
}

const COLLECTOR = ['orphan', 'foregroundDeletion'];

/** Counted up by one when the spec changes or the deletion begins, never otherwise. */
function* generation(before: KubeObject, { kind, object, subresource }: Change): Generator<string> {
  const row = kindByKey(kind);
  if (!row?.hasGeneration) return;
  const step = (object.metadata.generation ?? 0) - (before.metadata.generation ?? 0);
  const isDeletion = !before.metadata.deletionTimestamp && object.metadata.deletionTimestamp !== undefined;
  // A binding is no change of what the user asked for.
  const spec = (of: KubeObject) => (subresource === 'binding' ? '' : (of as Loose).spec);
  const isSpec =
    !equalData(spec(before), spec(object)) || (subresource !== 'status' && row.bumpsGeneration?.(object, before));
  const expected = isDeletion || isSpec ? 1 : 0;
  if (step !== expected) yield `generation went up by ${step} instead of ${expected}`;
}

function* podLife(before: Pod | undefined, { type, object }: Change<Pod>): Generator<string> {
  if (!before) return;
  const [was, is] = [before.spec.nodeName, object.spec.nodeName];
  if (was && was !== is) yield `moved from ${was} to ${is}`;
  if (!was && is && before.metadata.deletionTimestamp) yield 'was bound while it is being deleted';
  const [phase, next] = [before.status?.phase ?? 'Pending', object.status?.phase ?? 'Pending'];
  if (OVER.includes(phase) && next !== phase) yield `phase ${phase} became ${next}`;
  // A rebooted node runs the init containers again.
  if (phase === 'Running' && next === 'Pending' && !object.spec.initContainers) yield 'went back to Pending';
  if (type === 'DELETED') return;
  for (const { name, restartCount } of before.status?.containerStatuses ?? []) {
    const now = object.status?.containerStatuses?.find((container) => container.name === name);
    if (now && now.restartCount < restartCount) yield `container ${name} lost restarts`;
  }
}

/** What the pods ask for beyond what the node has. */
export function* overcommitted(node: Node, pods: readonly Pod[]): Generator<string> {
  const allocatable = node.status?.allocatable ?? {};
  if (pods.length > Number(allocatable.pods ?? 0)) yield `node ${node.metadata.name} has ${pods.length} pods`;
  for (const resource of ['cpu', 'memory']) {
    const asked = pods.reduce((sum, pod) => sum + requested(pod, resource), 0);
    const most = milliValue(allocatable[resource]);
    if (asked > most) yield `node ${node.metadata.name} gives ${asked} of ${most} thousandths of ${resource}`;
  }
}

/** The larger of what the containers ask for together and what any init container asks for alone, in thousandths. */
export function requested({ spec }: Pod, resource: string): number {
  const of = ({ resources }: Pod['spec']['containers'][number]) => milliValue(resources?.requests?.[resource] ?? '0');
  const together = spec.containers.reduce((sum, container) => sum + of(container), 0);
  return Math.max(together, ...(spec.initContainers ?? []).map(of));
}
