// An upgrade tried out: the old set settles, streams of requests begin, the new set is applied over it as `kubectl
// apply` does, and everything that happens is watched until it has settled again.

import type { Cluster } from '../../actions/acting-cluster';
import { sendEach } from '../../actions/bodies';
import { deleteNamed } from '../../api/request';
import type { ClusterOptions } from '../../cluster/options';
import { NotSettledError } from '../../cluster/run';
import type { Manifest } from '../../manifests/check-object';
import { referenceText } from '../finding';
import { ManifestSet, referenceOf } from '../manifest-set';
import { apply, missingNamespaces, namespaceNamed, type Refusal, start } from '../start';
import { identityOf, type Observed } from './observed';
import { endStreams, LEAD_MS, startStreams } from './streams';

export interface UpgradeInput {
  readonly old: readonly Manifest[];
  readonly next: readonly Manifest[];
  /** What the cluster holds besides, before and after. */
  readonly base: readonly Manifest[];
  readonly options: ClusterOptions;
  /** Whether objects that the new set lacks are deleted. */
  readonly prune: boolean;
  /** How long to watch after the change, in virtual milliseconds; until it has settled unless given. */
  readonly spanMs: number | undefined;
  /** Is told now and then how far it is. */
  readonly progress?: ((now: string) => void) | undefined;
}

const SLICE_MS = 10_000;
/** A Deployment's own deadline for progress: who has not settled by then will not. */
const SETTLE_SLICES = 60;
/** How long the settled cluster is watched on, for answers under way and what breaks late. */
const TAIL_MS = 30_000;

/** Proxies follow endpoints once a second at most (kube-proxy's minSyncPeriod): after half a second in the mean. */
const PROXY_LAG_MS = 500;

/** Errors: what `start` throws, as an ApiError for an object of the base that is refused. */
export function upgrade(input: UpgradeInput): Observed {
  const [old, next] = [new ManifestSet(input.old), new ManifestSet(input.next)];
  const assumed = missingNamespaces([...input.base, ...input.old, ...input.next]).map(namespaceNamed);
  const {
    cluster: shop,
    refusals: oldRefusals,
    settled: wasSettled,
  } = start(old, [...assumed, ...input.base], withProxies(input.options));
  const running = startStreams(shop, old.ofKind('Service'));
  shop.advanceMs(LEAD_MS);
  const before = shop.fork();
  const { revision, atMs: changedAtMs } = shop.mark();
  const refusals: Refusal[] = [];
  sendEach(shop, next.objects, apply, (object, { message }, path) => refusals.push({ object, message, path }));
  const orphans = orphansOf(input);
  if (input.prune) prune(shop, orphans);
  const settled = { before: wasSettled, after: watch(shop, input) };
  const streams = endStreams(shop, running);
  const changes = shop.simulation.store.changes.filter((change) => change.revision > revision);
  const { prune: pruned, base } = input;
  return {
    old,
    next,
    base,
    before,
    after: shop,
    changedAtMs,
    changes,
    oldRefusals,
    refusals,
    orphans,
    pruned,
    settled,
    streams,
  };
}

const withProxies = (options: ClusterOptions): ClusterOptions => ({
  ...options,
  timings: { proxyLagMs: PROXY_LAG_MS, ...options.timings },
});

function orphansOf({ old, next }: UpgradeInput): readonly Manifest[] {
  const kept = new Set(next.map(identityOf));
  return old.filter((object) => object.metadata.name && !kept.has(identityOf(object)));
}

/** After everything has been applied, one after the other, as `kubectl apply --prune` does. */
function prune(shop: Cluster, orphans: readonly Manifest[]): void {
  const { store, parts } = { store: shop.simulation.store, parts: shop.simulation.parts };
  for (const orphan of orphans) {
    const { namespace, name } = referenceOf(orphan);
    const row = store.registry.byVersion(orphan.apiVersion, orphan.kind);
    const place = row?.namespaced ? namespace : undefined;
    if (!row || !store.get(row, place === undefined ? name : `${place}/${name}`)) continue;
    shop.act('delete', referenceText(referenceOf(orphan)), undefined, ({ server, caller }) => {
      deleteNamed(server, caller, row, place, name, { propagationPolicy: 'Background' });
    });
    shop.advanceMs(parts.timings.requestMs);
  }
}

/** False when something still changed at the end. */
function watch(shop: Cluster, { spanMs, progress }: UpgradeInput): boolean {
  if (spanMs !== undefined) {
    const endMs = shop.nowMs + spanMs;
    while (shop.nowMs < endMs) {
      shop.advanceMs(Math.min(SLICE_MS, endMs - shop.nowMs));
      progress?.(shop.now);
    }
    return isSettled(shop);
  }
  for (let slice = 1; slice <= SETTLE_SLICES; slice++) {
    if (isSettled(shop, SLICE_MS)) {
      shop.advanceMs(TAIL_MS);
      return true;
    }
    progress?.(shop.now);
  }
  return false;
}

function isSettled(shop: Cluster, withinMs = 0): boolean {
  try {
    shop.settleWithin(withinMs);
    return true;
  } catch (error) {
    if (error instanceof NotSettledError) return false;
    throw error;
  }
}
