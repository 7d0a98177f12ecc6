// ResourceQuota: refuses what a namespace's quotas have no room for, and charges them for what it lets pass. A quota
// works from its status: a fresh one limits nothing until its controller has counted.
// upstream: apiserver/pkg/admission/plugin/resourcequota/controller.go CheckRequest

import { type AdmissionRequest, defineAdmission } from '../api/admission';
import type { ResourceQuota } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { addAmounts, type Resources, toResourceList, toResources } from '../kinds/pod-spec/resource-list';
import { amountsText, increase, maskedTo, sameAmounts, withoutZeros } from '../kinds/quota/amounts';
import { countedAmong, type QuotaEvaluator, type QuotaReader } from '../kinds/quota/evaluator';
import { evaluatorOf, isInScopes } from '../kinds/quota/table';
import { refused } from './request';

/** The request's object before and after. */
interface Item {
  readonly object: KubeObject;
  readonly stored: KubeObject | undefined;
  readonly nowMs: number;
  readonly reader: QuotaReader;
}

export const resourceQuota = defineAdmission({
  name: 'ResourceQuota',
  // Of statuses only a claim's counts: it grows with its volume.
  handles: ({ row, operation, subresource }) =>
    operation !== 'DELETE' &&
    (subresource !== 'status' || row.key === 'PersistentVolumeClaim') &&
    evaluatorOf(row) !== undefined,
  validate: (request, cx) => {
    const { object, stored, namespace, operation, subresource, dryRun } = request;
    if (!object || namespace === undefined) return;
    const quotas = cx.list('ResourceQuota', namespace);
    if (quotas.length === 0) return;
    const evaluator = evaluatorOf(request.row);
    if (!evaluator?.charges({ operation, subresource, object, stored })) return;
    const item = { object, stored: operation === 'UPDATE' ? stored : undefined, nowMs: cx.nowMs, reader: cx };
    const charged = chargedQuotas(request, quotas, evaluator, item);
    if (!dryRun) for (const quota of charged) cx.writeStatus(quota);
  },
});

/** The quotas with what the request adds to their usage. Errors: 403 of the first quota that does not allow it. */
function chargedQuotas(
  request: AdmissionRequest,
  quotas: readonly ResourceQuota[],
  evaluator: QuotaEvaluator,
  item: Item,
): readonly ResourceQuota[] {
  const concerned = quotas.filter((quota) => isConcerned(quota, evaluator, item.object, item.reader));
  for (const quota of concerned) checkStated(request, quota, evaluator, item);
  if (concerned.length === 0) return [];
  const usage = evaluator.usage(item.object, item.nowMs, item.reader);
  const delta = item.stored ? increase(usage, evaluator.usage(item.stored, item.nowMs, item.reader)) : usage;
  return concerned.flatMap((quota) => {
    const wasInside = item.stored !== undefined && isConcerned(quota, evaluator, item.stored, item.reader);
    const used = charge(request, quota, withoutZeros(wasInside ? delta : usage));
    return used ? [{ ...quota, status: { ...quota.status, used } }] : [];
  });
}

function isConcerned(
  quota: ResourceQuota,
  evaluator: QuotaEvaluator,
  object: KubeObject,
  reader: QuotaReader,
): boolean {
  const hard = Object.keys(quota.status?.hard ?? {});
  return countedAmong(evaluator, hard, reader).length > 0 && isInScopes(quota, evaluator, object);
}

function checkStated(
  request: AdmissionRequest,
  { metadata, status }: ResourceQuota,
  evaluator: QuotaEvaluator,
  { object, reader }: Item,
): void {
  const limited = countedAmong(evaluator, Object.keys(status?.hard ?? {}), reader).sort();
  const missing = evaluator.missing?.(object, limited);
  if (missing) throw refused(request, `failed quota: ${metadata.name}: ${missing}`);
  if (limited.every((name) => status?.used?.[name] !== undefined)) return;
  throw refused(request, `status unknown for quota: ${metadata.name}, resources: ${limited.join(',')}`);
}

/** The quota's usage with the amounts added; undefined when that changes nothing. */
function charge(request: AdmissionRequest, { metadata, status }: ResourceQuota, amounts: Resources) {
  const hard = toResources(status?.hard);
  const asked = maskedTo(amounts, (name) => hard.has(name));
  if (asked.size === 0) return undefined;
  const used = toResources(status?.used);
  const sum = new Map(used);
  addAmounts(sum, asked);
  const isExceeded = (name: string) => {
    const [total, limit] = [sum.get(name), hard.get(name)];
    return asked.has(name) && total !== undefined && limit !== undefined && total.nano > limit.nano;
  };
  const exceeded = maskedTo(asked, isExceeded);
  if (exceeded.size > 0 && request.subresource !== 'status') {
    const [before, limits] = [maskedTo(used, isExceeded), maskedTo(hard, isExceeded)];
    const amountsAre = `requested: ${amountsText(exceeded)}, used: ${amountsText(before)}, limited: ${amountsText(limits)}`;
    throw refused(request, `exceeded quota: ${metadata.name}, ${amountsAre}`);
  }
  const next = toResourceList(sum);
  return sameAmounts(status?.used, next) ? undefined : next;
}
