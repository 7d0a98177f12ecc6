// All metrics of an autoscaler taken together: the highest proposal wins; a metric that fails only counts when the
// others would not keep the size.
// upstream: pkg/controller/podautoscaler/horizontal.go computeReplicasForMetrics, validateAndParseSelector

import type { ActorContext } from '../../api/actor';
import type { HorizontalPodAutoscaler, MetricStatus, Scale } from '../../kinds/generated/types.gen';
import { objectKey } from '../../kinds/kind';
import { parseSelector } from '../../kinds/label-selector-parse';
import type { LabelMatcher } from '../../kinds/labels';
import type { AutoscalerMemory } from './memory';
import { type MetricFailure, type MetricProposal, proposalOf, type Sizes, tolerancesOf } from './metric-proposal';
import type { MetricsClient } from './metrics-client';
import { type Conditions, NO_METRIC } from './status';

type Context = ActorContext<AutoscalerMemory>;

export interface Combined {
  /** undefined: nothing can be proposed, and `error` says why. */
  readonly best: { readonly replicas: number; readonly name: string } | undefined;
  readonly metrics: readonly MetricStatus[] | undefined;
  readonly error: string | undefined;
}

export function combineMetrics(
  cx: Context,
  hasServer: boolean,
  autoscaler: HorizontalPodAutoscaler,
  scale: Scale,
  conditions: Conditions,
): Combined {
  const selects = selectorOf(cx, autoscaler, scale.status?.selector ?? '', conditions);
  if (typeof selects === 'string') return { best: undefined, metrics: undefined, error: selects };
  const { namespace = '' } = autoscaler.metadata;
  const client: MetricsClient = { cx, hasServer, namespace, selects };
  const sizes: Sizes = { spec: scale.spec?.replicas ?? 0, status: scale.status?.replicas ?? 0 };
  const question = { client, sizes, tolerances: tolerancesOf(autoscaler) };
  const results = (autoscaler.spec?.metrics ?? []).map((spec) => proposalOf(question, spec));
  const failures = results.filter(isFailure);
  for (const { reason, message } of failures) cx.event(autoscaler, { type: 'Warning', reason, message });
  const metrics = results.map((result) => (isFailure(result) ? NO_METRIC : result.status));
  const best = highest(results);
  const [first] = failures;
  const share = `${failures.length} invalid out of ${results.length}`;
  const error = first && `invalid metrics (${share}), first error is: ${first.summary}`;
  if (!best || (first && best.replicas < sizes.spec)) {
    const why = `the HPA was unable to compute the replica count: ${first?.message}`;
    conditions.set('ScalingActive', 'False', first?.reason ?? '', why);
    return { best: undefined, metrics, error };
  }
  const from = `the HPA was able to successfully calculate a replica count from ${best.name}`;
  conditions.set('ScalingActive', 'True', 'ValidMetricFound', from);
  return { best, metrics, error };
}

const isFailure = (result: MetricProposal | MetricFailure): result is MetricFailure => 'summary' in result;

/** The first of the highest; a proposal of 0 gives way to any later one. */
function highest(results: readonly (MetricProposal | MetricFailure)[]): MetricProposal | undefined {
  let best: MetricProposal | undefined;
  for (const result of results) {
    if (isFailure(result)) continue;
    if (!best || best.replicas === 0 || result.replicas > best.replicas) best = result;
  }
  return best;
}

/** The target's selector, or why it will not do. */
function selectorOf(
  cx: Context,
  autoscaler: HorizontalPodAutoscaler,
  text: string,
  conditions: Conditions,
): LabelMatcher | string {
  const refuse = (event: string, reason: string, message: string, told = message) => {
    cx.event(autoscaler, { type: 'Warning', reason: event, message });
    conditions.set('ScalingActive', 'False', reason, told);
    return message;
  };
  if (text === '') {
    const told = "the HPA target's scale is missing a selector";
    return refuse('SelectorRequired', 'InvalidSelector', 'selector is required', told);
  }
  const parsed = parseSelector(text);
  if ('error' in parsed) {
    const message = `couldn't convert selector into a corresponding internal selector object: ${parsed.error}`;
    return refuse('InvalidSelector', 'InvalidSelector', message);
  }
  rememberSelector(cx, objectKey(autoscaler), text);
  const rivals = autoscalersOf(cx, autoscaler.metadata.namespace ?? '', parsed.matches);
  if (rivals.length > 1) {
    const message = `pods by selector ${text} are controlled by multiple HPAs: [${rivals.join(' ')}]`;
    return refuse('AmbiguousSelector', 'AmbiguousSelector', message);
  }
  return parsed.matches;
}

function rememberSelector({ state: { selectors } }: Context, key: string, text: string): void {
  const place = selectors.get(key)?.place ?? 1 + Math.max(0, ...selectors.values().map((known) => known.place));
  selectors.set(key, { text, place });
}

/**
 * Keys of the autoscalers that have one of these pods; only those whose selector was read already.
 * deviates: upstream's order is that of a Go map, which for a few entries is mostly the order in which they came.
 */
function autoscalersOf(cx: Context, namespace: string, selects: LabelMatcher): readonly string[] {
  const { selectors } = cx.state;
  const keys = selectors.keys().filter((key) => key.startsWith(`${namespace}/`));
  if (keys.length < 2) return keys;
  const pods = cx.list('Pod', namespace).filter(({ metadata }) => selects(metadata.labels));
  const rivals = keys.filter((key) => {
    const parsed = parseSelector(selectors.get(key)?.text ?? '');
    return !('error' in parsed) && pods.some(({ metadata }) => parsed.matches(metadata.labels));
  });
  const placeOf = (key: string) => selectors.get(key)?.place ?? 0;
  return rivals.sort((a, b) => placeOf(a) - placeOf(b));
}
