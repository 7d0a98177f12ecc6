// Emptying a namespace: pods first, then every other kind, each with background propagation. Says what is left and how
// long that may take. upstream: pkg/controller/namespace/deletion/namespaced_resources_deleter.go

import type { Client } from '../../api/actor';
import { isAvailable } from '../../kinds/api-service';
import type { Pod } from '../../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../kinds/kind';
import { preferredRows } from '../../kinds/registry';
import { kindByKey, kinds } from '../../kinds/table';
import { parseRfc3339 } from '../../sim/time';
import { isPodTerminal } from '../shared/pod-state';
import { isNotFound, refusalOf } from '../shared/refusal';
import type { Remains } from './namespace-conditions';

/** How long the objects' finalizers are given before the next look. */
const FINALIZER_ESTIMATE_SECONDS = 15;

const POD = kindByKey('Pod') as KindRow;
const OTHERS = kinds.filter((row) => row.namespaced && row !== POD && row.verbs.includes('delete') && isStored(row));

/** One row a resource: an older version of a kind, or its second group, shows the same objects. */
function isStored(row: KindRow): boolean {
  return row.key === row.kind;
}

export interface Emptied {
  readonly remains: Remains;
  /** Seconds until it is worth looking again; 0 when the namespace is empty. */
  readonly estimateSeconds: number;
  /** Pods are left: nothing else was touched, and the totals are not told. */
  readonly podsRemain: boolean;
  /** Something goes away by itself within its grace period. */
  readonly inProgress: boolean;
}

/** One pass over the namespace's contents. */
export function emptyNamespace(cx: Client, namespace: string, deletedAtMs: number): Emptied {
  const totals = {
    resources: new Map<string, number>(),
    finalizers: new Map<string, number>(),
    errors: [] as string[],
    staleGroups: staleGroups(cx),
  };
  const pods = cx.list('Pod', namespace);
  const podSeconds = gracefulSeconds(pods, cx.nowMs - deletedAtMs);
  let estimateSeconds = empty(cx, POD, namespace, podSeconds, totals);
  const left = cx.list('Pod', namespace);
  if (left.length > 0) {
    const inProgress = left.some((pod) => parseRfc3339(pod.metadata.deletionTimestamp ?? '') >= cx.nowMs);
    return { remains: totals, estimateSeconds, podsRemain: true, inProgress };
  }
  const custom = preferredRows(cx.registry.custom).filter((row) => row.namespaced);
  for (const row of [...OTHERS, ...custom])
    estimateSeconds = Math.max(estimateSeconds, empty(cx, row, namespace, 0, totals));
  return { remains: totals, estimateSeconds, podsRemain: false, inProgress: false };
}

/** Groups that others serve, and do not. */
function staleGroups(cx: Client): readonly string[] {
  return cx.list('APIService').flatMap((service) => {
    const { group, version } = service.spec;
    return service.spec.service && !isAvailable(service) ? [`${group}/${version}`] : [];
  });
}

/** The longest grace period of the pods that still run, unless the namespace has been going for longer than that. */
export function gracefulSeconds(pods: readonly Pod[], sinceMs: number): number {
  let longest = 0;
  for (const pod of pods) {
    if (!isPodTerminal(pod)) longest = Math.max(longest, pod.spec.terminationGracePeriodSeconds ?? 0);
  }
  return sinceMs >= longest * 1000 ? 0 : longest;
}

interface Totals {
  readonly resources: Map<string, number>;
  readonly finalizers: Map<string, number>;
  readonly errors: string[];
}

/** Deletes a kind's objects; answers for how many seconds what is left may stay. */
function empty(cx: Client, row: KindRow, namespace: string, graceSeconds: number, totals: Totals): number {
  for (const { metadata } of cx.list(row.key, namespace)) {
    const refused = refusalOf(() => cx.delete(row.key, namespace, metadata.name, { propagationPolicy: 'Background' }));
    if (refused === undefined || isNotFound(refused)) continue;
    totals.errors.push(refused.message);
    return graceSeconds;
  }
  const left = cx.list(row.key, namespace);
  if (left.length === 0) return 0;
  totals.resources.set(`${row.plural}.${row.group}`, left.length);
  const held = countFinalizers(left, totals.finalizers);
  if (graceSeconds > 0) return graceSeconds;
  if (held) return FINALIZER_ESTIMATE_SECONDS;
  const resource = `${row.group}/${row.version}, Resource=${row.plural}`;
  totals.errors.push(`unexpected items still remain in namespace: ${namespace} for gvr: ${resource}`);
  return 0;
}

function countFinalizers(objects: readonly KubeObject[], counts: Map<string, number>): boolean {
  let any = false;
  for (const { metadata } of objects) {
    for (const finalizer of metadata.finalizers ?? []) {
      counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
      any = true;
    }
  }
  return any;
}
