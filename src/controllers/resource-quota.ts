// The resource quota controller: counts what a namespace's quotas limit, when a quota comes or changes, when something
// it counts goes away or comes to need less, and every five minutes. What is new was charged at its admission.
// upstream: pkg/controller/resourcequota

import { type ActorContext, CUSTOM_KINDS, defineActor, type Reader, watch } from '../api/actor';
import type { Change } from '../api/change';
import type { ResourceQuota } from '../kinds/generated/types.gen';
import { type KindRow, type KubeObject, objectKey, splitKey } from '../kinds/kind';
import { type ResourceList, type Resources, toResourceList } from '../kinds/pod-spec/resource-list';
import { type Quantity, sumQuantities } from '../kinds/quantity';
import { sameAmounts } from '../kinds/quota/amounts';
import type { QuotaEvaluator } from '../kinds/quota/evaluator';
import { countedAmong } from '../kinds/quota/evaluator';
import { evaluatorOf, isInScopes, quotableKinds, scopesOf } from '../kinds/quota/table';
import { preferredRows } from '../kinds/registry';
import { memoised } from '../kinds/with-defaults';
import { Lane } from '../sim/work-queue';
import { forget, type Retries, retriesMemory, syncOrRetry } from './shared/syncing';

const RESYNC_MS = 300_000;
const RESYNC = 'resync';

type Context = ActorContext<Retries>;

export const resourceQuotaController = defineActor<Retries>({
  name: 'resource-quota-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  start: (cx) => cx.after(RESYNC_MS, RESYNC, { background: true }),
  watches: [
    watch('ResourceQuota', ({ type, key, object, previous }) => {
      const isSame = type === 'MODIFIED' && sameAmounts(previous?.spec?.hard, object.spec?.hard);
      return isSame ? undefined : key;
    }),
    ...quotableKinds.map((row) => watch<string, Retries>(row.key, (change, cx) => replenished(change, row, cx))),
    watch<string, Retries>(CUSTOM_KINDS, (change, cx) => {
      const row = change.object.metadata.namespace === undefined ? undefined : cx.registry.byKey(change.kind);
      return row && replenished(change, row, cx);
    }),
  ],
  reconcile: (cx, key) => {
    if (key !== RESYNC) {
      syncOrRetry(cx, cx.state, key, () => syncQuota(cx, key));
      return;
    }
    for (const quota of cx.list('ResourceQuota')) cx.after(0, objectKey(quota));
    cx.after(RESYNC_MS, RESYNC, { background: true });
  },
});

/** Quotas to count again since one of their objects may use less. upstream: replenishQuota */
function replenished(change: Change, row: KindRow, cx: Context): readonly string[] | undefined {
  const { type, object, previous } = change;
  if (type === 'ADDED') return undefined;
  const quotas = cx.by('ResourceQuota', 'namespace', object.metadata.namespace ?? '');
  if (quotas.length === 0) return undefined;
  const evaluator = evaluatorOf(row) as QuotaEvaluator;
  const isFreed = type === 'DELETED' || (evaluator.frees?.(previous as KubeObject, object, cx.nowMs) ?? false);
  if (!isFreed) return undefined;
  return quotas
    .filter(({ status }) => countedAmong(evaluator, Object.keys(status?.hard ?? {}), cx).length > 0)
    .map(objectKey);
}

function syncQuota(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const quota = cx.get('ResourceQuota', namespace, name);
  if (quota === undefined) {
    forget(cx.state, key);
    return;
  }
  const hard = quota.spec?.hard ?? {};
  const used = { ...keptUsage(quota), ...toResourceList(usageOf(quota, cx)) };
  const { status } = quota;
  const isKnown = status?.hard !== undefined && status.used !== undefined;
  if (isKnown && sameAmounts(status.hard, hard) && sameAmounts(status.used, used)) return;
  cx.updateStatus({ ...quota, status: { hard, used } });
}

/** What the quota said of resources that it still limits: nobody may be able to count them. */
function keptUsage({ spec, status }: ResourceQuota): ResourceList {
  const kept = Object.entries(status?.used ?? {}).filter(([name]) => spec?.hard?.[name] !== undefined);
  return Object.fromEntries(kept);
}

/** What the objects in the quota's namespace and scopes use of its resources. upstream: CalculateUsage */
export function usageOf(quota: ResourceQuota, reader: Reader): Resources {
  const parts = new Map<string, Quantity[]>();
  const isScoped = scopesOf(quota).length > 0;
  for (const { row, evaluator, resources } of allCountersOf(quota.spec?.hard ?? {}, reader)) {
    const lists = resources.map((name) => listAt(parts, name));
    for (const object of reader.by(row.key, 'namespace', quota.metadata.namespace ?? '')) {
      if (isScoped && !isInScopes(quota, evaluator, object)) continue;
      const usage = evaluator.usage(object, reader.nowMs, reader);
      resources.forEach((name, index) => {
        const amount = usage.get(name);
        if (amount) lists[index]?.push(amount);
      });
    }
  }
  return new Map([...parts].map(([name, amounts]) => [name, sumQuantities(amounts)]));
}

function listAt<V>(lists: Map<string, V[]>, name: string): V[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

interface Counter {
  readonly row: KindRow;
  readonly evaluator: QuotaEvaluator;
  /** Those of the quota's resources that objects of this kind use. */
  readonly resources: readonly string[];
}

const countersOf = memoised((hard: ResourceList): readonly Counter[] => countersAmong(quotableKinds, hard, undefined));

function countersAmong(rows: readonly KindRow[], hard: ResourceList, reader: Reader | undefined): readonly Counter[] {
  return rows.flatMap((row) => {
    const evaluator = evaluatorOf(row);
    if (!evaluator) return [];
    const names = Object.keys(hard);
    const resources = reader ? countedAmong(evaluator, names, reader) : names.filter(evaluator.counts);
    return resources.length === 0 ? [] : [{ row, evaluator, resources }];
  });
}

function allCountersOf(hard: ResourceList, reader: Reader): readonly Counter[] {
  const { custom } = reader.registry;
  // What classes of devices stand for comes and goes with them.
  const isFixed = reader.list('DeviceClass').length === 0;
  const builtIn = isFixed ? countersOf(hard) : countersAmong(quotableKinds, hard, reader);
  return custom.length === 0 ? builtIn : [...builtIn, ...countersAmong(preferredRows(custom), hard, reader)];
}
