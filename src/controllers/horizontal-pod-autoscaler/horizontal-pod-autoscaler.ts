// The horizontal pod autoscaler: every 15 seconds each HorizontalPodAutoscaler compares what its target's pods use with
// what they should, and sets the target's scale.
// upstream: pkg/controller/podautoscaler/horizontal.go

import { type Actor, type ActorContext, defineActor, watch } from '../../api/actor';
import { equalData } from '../../kinds/equal-data';
import { isEnabled } from '../../kinds/feature-gates';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerStatus } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { parseRfc3339, rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { refusalOf } from '../shared/refusal';
import { REQUEST_MS } from '../shared/syncing';
import { combineMetrics } from './combine-metrics';
import { desiredReplicas } from './desired-replicas';
import { type AutoscalerMemory, autoscalerMemory, forgetAutoscaler, type GivenMetric } from './memory';
import { noteScaling } from './scaling-rate';
import { Conditions, lastScaleTimeOf, statusAfter } from './status';
import { type TargetScale, targetScale } from './target-scale';

type Context = ActorContext<AutoscalerMemory>;

/** upstream: --horizontal-pod-autoscaler-sync-period */
const SYNC_MS = 15_000;
const MEASURED_MS = 60_000;

export interface AutoscalerOptions {
  /** Whether a metrics server tells what pods use. */
  readonly metricsServer: boolean;
}

export function horizontalPodAutoscalerController({ metricsServer }: AutoscalerOptions): Actor<AutoscalerMemory> {
  return defineActor<AutoscalerMemory>({
    name: 'horizontal-pod-autoscaler-controller',
    component: 'kube-controller-manager',
    eventSource: 'horizontal-pod-autoscaler',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs + SYNC_MS,
    memory: autoscalerMemory,
    watches: [
      watch('HorizontalPodAutoscaler', ({ type, key, object, previous }, cx) => {
        if (type === 'DELETED') forgetAutoscaler(cx.state, key);
        // A status of its own does not ask for more than the next look.
        return type === 'ADDED' || object.spec !== previous?.spec ? key : undefined;
      }),
    ],
    reconcile: (cx, key) => {
      const { namespace, name } = splitKey(key);
      const autoscaler = cx.get('HorizontalPodAutoscaler', namespace, name);
      if (!autoscaler) return;
      sync(cx, metricsServer, key, autoscaler);
      cx.after(SYNC_MS + REQUEST_MS, key, {
        background: isAtRest(cx, metricsServer, cx.get('HorizontalPodAutoscaler', namespace, name) ?? autoscaler),
      });
    },
    commands: {
      setMetric: (cx, metric: GivenMetric) => {
        const { namespace, object, labels } = metric;
        cx.state.metrics.set(JSON.stringify([metric.metric, namespace, object, labels]), metric);
      },
    },
  });
}

/** `settle` waits until new pods, and those of a new autoscaler, have had the time to be measured. */
function isAtRest(cx: Context, metricsServer: boolean, { metadata, status }: HorizontalPodAutoscaler): boolean {
  if (!metricsServer && cx.state.metrics.size === 0) return true;
  const since = status?.lastScaleTime ?? metadata.creationTimestamp;
  return since === undefined || cx.nowMs - parseRfc3339(since) >= MEASURED_MS;
}

function sync(cx: Context, metricsServer: boolean, key: string, autoscaler: HorizontalPodAutoscaler): void {
  const { metadata, spec } = autoscaler;
  const conditions = new Conditions(autoscaler.status, cx.nowMs);
  const found = spec ? targetScale(cx, metadata.namespace, spec.scaleTargetRef) : 'unrecognized resource';
  if (typeof found === 'string') {
    cx.event(autoscaler, { type: 'Warning', reason: 'FailedGetScale', message: found });
    const message = `the HPA controller was unable to get the target's current scale: ${found}`;
    conditions.set('AbleToScale', 'False', 'FailedGetScale', message);
    writeStatus(cx, autoscaler, { desiredReplicas: 0, ...autoscaler.status, conditions: conditions.list });
    return;
  }
  const got = "the HPA controller was able to get the target's current scale";
  conditions.set('AbleToScale', 'True', 'SucceededGetScale', got);
  const current = found.scale.spec?.replicas ?? 0;
  const { recommendations } = cx.state;
  if (!recommendations.has(key)) recommendations.set(key, [{ replicas: current, atMs: cx.nowMs }]);
  const plan = decide(cx, metricsServer, key, autoscaler, found, conditions);
  const desired = plan.error === undefined || plan.best ? plan.desired : undefined;
  const kept = autoscaler.status?.desiredReplicas ?? 0;
  const outcome = { currentReplicas: current, metrics: plan.metrics, lastScaleTime: lastScaleTimeOf(autoscaler) };
  if (desired === undefined) {
    writeStatus(cx, autoscaler, statusAfter(conditions, { ...outcome, desiredReplicas: kept }));
    const message = plan.error as string;
    cx.event(autoscaler, { type: 'Warning', reason: 'FailedComputeMetricsReplicas', message });
    return;
  }
  if (desired === current) {
    writeStatus(cx, autoscaler, statusAfter(conditions, { ...outcome, desiredReplicas: current }));
    return;
  }
  if (!rescale(cx, autoscaler, found, desired, plan.reason, conditions)) {
    writeStatus(cx, autoscaler, statusAfter(conditions, { ...outcome, desiredReplicas: kept }));
    return;
  }
  tellZero(autoscaler, current, desired, conditions);
  const { behavior } = spec ?? {};
  const rules = desired > current ? behavior?.scaleUp : behavior?.scaleDown;
  if (rules) noteScaling(cx.state, key, rules, { from: current, to: desired, nowMs: cx.nowMs });
  const lastScaleTime = rfc3339(cx.nowMs);
  writeStatus(cx, autoscaler, statusAfter(conditions, { ...outcome, desiredReplicas: desired, lastScaleTime }));
}

interface Plan {
  readonly desired: number;
  readonly reason: string;
  readonly best: boolean;
  readonly metrics: ReturnType<typeof combineMetrics>['metrics'];
  readonly error: string | undefined;
}

function decide(
  cx: Context,
  metricsServer: boolean,
  key: string,
  autoscaler: HorizontalPodAutoscaler,
  { scale }: TargetScale,
  conditions: Conditions,
): Plan {
  const { minReplicas: min = 1, maxReplicas: max = 0 } = autoscaler.spec ?? {};
  const current = scale.spec?.replicas ?? 0;
  const without = (desired: number, reason: string): Plan => {
    return { desired, reason, best: true, metrics: undefined, error: undefined };
  };
  const wasScaledToZero = isEnabled('HPAScaleToZero') && conditions.isTrue('ScaledToZero');
  if (current === 0 && !(wasScaledToZero && (min !== 0 || readsOthers(autoscaler)))) {
    const message = 'scaling is disabled since the replica count of the target is zero';
    conditions.set('ScalingActive', 'False', 'ScalingDisabled', message);
    if (!isEnabled('HPAScaleToZero')) conditions.remove('ScaledToZero');
    return without(0, '');
  }
  if (current > max) return without(max, 'Current number of replicas above Spec.MaxReplicas');
  if (current > 0 && current < min) return without(min, BELOW_MINIMUM);
  const { best, metrics, error } = combineMetrics(cx, metricsServer, autoscaler, scale, conditions);
  if (!best) return { desired: current, reason: '', best: false, metrics, error };
  const proposed = best.replicas;
  const name = proposed > 0 ? best.name : '';
  const reason = proposed > current ? `${name} above target` : proposed < current ? 'All metrics below target' : '';
  const bounds = { current, min, max };
  const desired = desiredReplicas(cx.state, key, autoscaler, proposed, bounds, conditions, cx.nowMs);
  // Out of zero, at least to a minimum that has been raised meanwhile.
  if (current === 0 && desired < min)
    return { desired: min, reason: reason || BELOW_MINIMUM, best: true, metrics, error };
  return { desired, reason, best: true, metrics, error };
}

const BELOW_MINIMUM = 'Current number of replicas below Spec.MinReplicas';

/** Metrics that are there without pods. */
const readsOthers = ({ spec }: HorizontalPodAutoscaler) =>
  spec?.metrics?.some(({ type }) => type === 'Object' || type === 'External') ?? false;

/** Told with every change of size, so that it is never stale. */
function tellZero(autoscaler: HorizontalPodAutoscaler, from: number, to: number, conditions: Conditions): void {
  if (!isEnabled('HPAScaleToZero')) conditions.remove('ScaledToZero');
  else if (from > 0 && to === 0 && autoscaler.spec?.minReplicas === 0 && readsOthers(autoscaler)) {
    conditions.set('ScaledToZero', 'True', 'ScaledToZero', 'the HPA controller scaled the workload to zero');
  } else {
    const message = 'the HPA controller did not scale the workload to zero';
    conditions.set('ScaledToZero', 'False', 'NotScaledToZero', message);
  }
}

/** Writes the scale; false when the server refuses. */
function rescale(
  cx: Context,
  autoscaler: HorizontalPodAutoscaler,
  { kind, scale }: TargetScale,
  replicas: number,
  reason: string,
  conditions: Conditions,
): boolean {
  const { name, namespace } = scale.metadata ?? {};
  const refused = refusalOf(() =>
    cx.updateScale(kind, namespace, name as string, { ...scale, spec: { ...scale.spec, replicas } }),
  );
  const told = `New size: ${replicas}; reason: ${reason}`;
  if (refused) {
    cx.event(autoscaler, { type: 'Warning', reason: 'FailedRescale', message: `${told}; error: ${refused.message}` });
    const message = `the HPA controller was unable to update the target scale: ${refused.message}`;
    conditions.set('AbleToScale', 'False', 'FailedUpdateScale', message);
    return false;
  }
  const message = `the HPA controller was able to update the target scale to ${replicas}`;
  conditions.set('AbleToScale', 'True', 'SucceededRescale', message);
  cx.event(autoscaler, { type: 'Normal', reason: 'SuccessfulRescale', message: told });
  return true;
}

function writeStatus(cx: Context, autoscaler: HorizontalPodAutoscaler, status: HorizontalPodAutoscalerStatus): void {
  if (equalData(autoscaler.status, status)) return;
  const refused = refusalOf(() => cx.updateStatus({ ...autoscaler, status }));
  if (refused) cx.event(autoscaler, { type: 'Warning', reason: 'FailedUpdateStatus', message: refused.message });
}
