// The observer of a campaign: what became of every Service's endpoints since it began, from their slices' history.

import type { Cluster } from '../../actions/acting-cluster';
import type { Change } from '../../api/change';
import type { Mark } from '../../cluster/cluster';
import { NotSettledError, runUntil } from '../../cluster/run';
import type { EndpointSlice } from '../../kinds/generated/types.gen';
import { referenceText } from '../finding';
import type { ServedService, World } from './world';

/** The start of a campaign. */
export interface Watch {
  readonly mark: Mark;
  /** Index of its first change. */
  readonly from: number;
}

export interface Dip {
  readonly service: ServedService;
  readonly before: number;
  readonly lowest: number;
  readonly downMs: number;
  readonly isBack: boolean;
  /** Revisions at which the last endpoint went and the first came back. */
  readonly goneAt: number | undefined;
  readonly backAt: number | undefined;
}

export function watchFrom(cluster: Cluster): Watch {
  return { mark: cluster.mark(), from: cluster.simulation.store.changes.length };
}

/** Runs until only background work is left, or for so long. */
export function settleFor(cluster: Cluster, limitMs: number): void {
  try {
    cluster.settleWithin(limitMs);
  } catch (error) {
    if (!(error instanceof NotSettledError)) throw error;
  }
}

/** Runs until the predicate holds; false when it does not within the limit. */
export function comesTrue(cluster: Cluster, predicate: () => boolean, limitMs: number): boolean {
  return runUntil(cluster.simulation, predicate, limitMs);
}

/**
 * The Services that had fewer endpoints at some time than before.
 * @param dead nodes whose endpoints answer nobody from the start, whatever the slices say
 */
export function dips(cluster: Cluster, world: World, { mark, from }: Watch, dead?: ReadonlySet<string>): Dip[] {
  const slices = slicesByService(cluster.simulation.store.changes, from);
  const affected = world.services.filter((service) => slices.has(textOf(service)) || touches(service, dead));
  return affected.flatMap((service) => {
    const dip = dipOf(cluster, service, slices.get(textOf(service)) ?? [], mark.atMs, dead);
    return dip.lowest < dip.before ? [dip] : [];
  });
}

const textOf = ({ reference }: ServedService) => referenceText(reference);

function touches({ pods }: ServedService, dead: ReadonlySet<string> | undefined): boolean {
  return dead !== undefined && pods.some(({ spec }) => dead.has(spec.nodeName ?? ''));
}

function slicesByService(changes: readonly Change[], from: number): Map<string, Change<EndpointSlice>[]> {
  const found = new Map<string, Change<EndpointSlice>[]>();
  for (let index = from; index < changes.length; index++) {
    const change = changes[index] as Change;
    if (change.kind !== 'EndpointSlice') continue;
    const { namespace, labels } = change.object.metadata;
    const key = `Service ${namespace}/${labels?.['kubernetes.io/service-name']}`;
    const known = found.get(key);
    if (known) known.push(change as Change<never>);
    else found.set(key, [change as Change<never>]);
  }
  return found;
}

/** How many of a slice's endpoints can answer: ready, and ending ones that still do. */
interface Counts {
  readonly ready: number;
  readonly ending: number;
}

const NONE: Counts = { ready: 0, ending: 0 };

function countsOf(slice: EndpointSlice | undefined, dead: ReadonlySet<string> | undefined): Counts {
  let [ready, ending] = [0, 0];
  for (const { conditions, nodeName } of slice?.endpoints ?? []) {
    if (nodeName !== undefined && dead?.has(nodeName)) continue;
    if (conditions?.ready !== false) ready++;
    else if (conditions.serving && conditions.terminating) ending++;
  }
  return { ready, ending };
}

function dipOf(
  cluster: Cluster,
  service: ServedService,
  changes: readonly Change<EndpointSlice>[],
  startMs: number,
  dead: ReadonlySet<string> | undefined,
): Dip {
  const counts = startingCounts(cluster, service, changes, dead);
  const before = service.pods.length;
  let lowest = usable(counts);
  let downSince = lowest === 0 ? startMs : undefined;
  let downMs = 0;
  let [goneAt, backAt]: (number | undefined)[] = [];
  for (const { key, type, object, atMs, revision } of changes) {
    counts.set(key, type === 'DELETED' ? NONE : countsOf(object, dead));
    const now = usable(counts);
    if (now < lowest) lowest = now;
    if (now === 0 && downSince === undefined) {
      downSince = atMs;
      goneAt ??= revision;
    }
    if (now > 0 && downSince !== undefined) {
      downMs += atMs - downSince;
      downSince = undefined;
      backAt ??= revision;
    }
  }
  if (downSince !== undefined) downMs += cluster.nowMs - downSince;
  return { service, before, lowest, downMs, isBack: downSince === undefined, goneAt, backAt };
}

/** As the slices stood before the first of the changes. */
function startingCounts(
  cluster: Cluster,
  { reference: { namespace, name } }: ServedService,
  changes: readonly Change<EndpointSlice>[],
  dead: ReadonlySet<string> | undefined,
): Map<string, Counts> {
  const slices = cluster.reader.by('EndpointSlice', 'service', `${namespace}/${name}`);
  const counts = new Map(slices.map((slice) => [`${namespace}/${slice.metadata.name}`, countsOf(slice, dead)]));
  for (const { key, previous } of [...changes].reverse()) counts.set(key, countsOf(previous, dead));
  return counts;
}

/** Proxies fall back to endpoints that are ending and still answer when none is ready. */
function usable(counts: ReadonlyMap<string, Counts>): number {
  let [ready, ending] = [0, 0];
  for (const each of counts.values()) {
    ready += each.ready;
    ending += each.ending;
  }
  return ready > 0 ? ready : ending;
}
