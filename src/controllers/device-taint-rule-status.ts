// What a DeviceTaintRule's status tells of the evictions that it causes: once when the rule comes or changes, and at
// most every 10 s while pods go. upstream: pkg/controller/devicetainteviction maybeUpdateRuleStatus

import type { ActorContext } from '../api/actor';
import type { Condition, DeviceTaintRule } from '../kinds/generated/types.gen';
import type { Table } from '../sim/table';
import { parseRfc3339, rfc3339 } from '../sim/time';
import { podEviction, resultsOf, ruleMatches } from './device-taints';

const MANAGER = 'device-taint-eviction-controller';
const TYPE = 'EvictionInProgress';
export const STATUS_PERIOD_MS = 10_000;

interface Memory {
  /** Pods evicted so far, by the rule's uid. */
  readonly evicted: Table<number>;
}

export function syncRuleStatus<M extends Memory>(cx: ActorContext<M>, name: string): void {
  const rule = cx.get('DeviceTaintRule', undefined, name);
  if (!rule) return;
  const { generation = 0, uid = '' } = rule.metadata;
  const known = rule.status?.conditions?.find(({ type }) => type === TYPE);
  if (known && known.observedGeneration === generation) {
    const waitMs = parseRfc3339(known.lastTransitionTime) + STATUS_PERIOD_MS - cx.nowMs;
    if (waitMs > 0) {
      cx.after(waitMs, `rule ${name}`, { background: true });
      return;
    }
  }
  const told = verdict(rule, cx, cx.state.evicted.get(uid) ?? 0);
  const isSame =
    known?.status === told.status &&
    known.reason === told.reason &&
    known.message === told.message &&
    known.observedGeneration === generation;
  if (isSame) return;
  const condition = { type: TYPE, ...told, observedGeneration: generation, lastTransitionTime: rfc3339(cx.nowMs) };
  const { apiVersion, kind } = rule;
  const applied = { apiVersion, kind, metadata: { name, uid }, status: { conditions: [condition] } };
  cx.patch('DeviceTaintRule', undefined, name, 'apply', applied, {
    subresource: 'status',
    fieldManager: MANAGER,
    force: true,
  });
}

type Told = Pick<Condition, 'status' | 'reason' | 'message'>;

function verdict(rule: DeviceTaintRule, cx: ActorContext<unknown>, evicted: number): Told {
  const told = present(rule, cx, evicted);
  if (evicted === 0) return told;
  const since = `${evicted === 1 ? '1 pod' : `${evicted} pods`} evicted since starting the controller.`;
  return { ...told, message: told.message === '' ? since : `${told.message} ${since}` };
}

function present(rule: DeviceTaintRule, cx: ActorContext<unknown>, evicted: number): Told {
  const { effect } = rule.spec.taint;
  if (effect === 'NoExecute') {
    const { pods, namespaces } = pending(rule, cx);
    if (pods > 0) {
      const message = `${pods === 1 ? '1 pod needs' : `${pods} pods need`} to be evicted in ${spaces(namespaces)}.`;
      return { status: 'True', reason: 'PodsPendingEviction', message };
    }
    return { status: 'False', reason: evicted > 0 ? 'Completed' : 'NotStarted', message: '' };
  }
  if (effect !== 'None') {
    return { status: 'False', reason: 'OtherEffect', message: 'Eviction only happens for the NoExecute effect.' };
  }
  const evicting = { ...rule, spec: { ...rule.spec, taint: { ...rule.spec.taint, effect: 'NoExecute' as const } } };
  const { pods, namespaces } = pending(evicting, cx);
  const message = [
    `${devices(publishedDevices(rule, cx), 'published')} selected.`,
    `${devices(allocatedDevices(rule, cx), 'allocated')} selected.`,
    `${pods === 1 ? '1 pod' : `${pods} pods`} would be evicted in ${spaces(namespaces)} if the effect was NoExecute.`,
    'This information will not be updated again. Recreate the DeviceTaintRule to trigger an update.',
  ].join(' ');
  return { status: 'False', reason: 'NoEffect', message };
}

const spaces = (count: number) => (count === 1 ? '1 namespace' : `${count} different namespaces`);
const devices = (count: number, what: string) => `${count} ${what} ${count === 1 ? 'device' : 'devices'}`;

function pending(rule: DeviceTaintRule, cx: ActorContext<unknown>) {
  const { uid = '' } = rule.metadata;
  const pods = cx
    .list('Pod')
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter((pod) => podEviction(pod, cx, [rule])?.rules.includes(uid));
  return { pods: pods.length, namespaces: new Set(pods.map(({ metadata }) => metadata.namespace)).size };
}

function publishedDevices(rule: DeviceTaintRule, cx: ActorContext<unknown>): number {
  const slices = cx.list('ResourceSlice');
  const newest = new Map<string, number>();
  for (const { spec } of slices) {
    const pool = `${spec.driver}/${spec.pool.name}`;
    newest.set(pool, Math.max(newest.get(pool) ?? 0, spec.pool.generation));
  }
  return slices
    .filter(({ spec }) => newest.get(`${spec.driver}/${spec.pool.name}`) === spec.pool.generation)
    .flatMap(({ spec }) => (spec.devices ?? []).map(({ name }) => ({ ...spec, pool: spec.pool.name, device: name })))
    .filter((device) => ruleMatches(rule, device)).length;
}

function allocatedDevices(rule: DeviceTaintRule, cx: ActorContext<unknown>): number {
  return cx
    .list('ResourceClaim')
    .flatMap(resultsOf)
    .filter((result) => ruleMatches(rule, result)).length;
}
