// Rules for HorizontalPodAutoscalers.
// upstream: pkg/apis/autoscaling/validation

import { isEnabled } from './feature-gates';
import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HPAScalingRules,
  MetricSpec,
  MetricTarget,
  Quantity,
} from './generated/types.gen';
import type { FieldError } from './kind';
import { parseQuantity } from './quantity';
import {
  addInvalid,
  checkNonNegative,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
} from './validation/field-error';
import { dns1123Label, pathSegmentName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkContainerResourceName } from './validation/resources';

const MAX_PERIOD_SECONDS = 1800;
const MAX_STABILIZATION_SECONDS = 3600;

/** How strictly a reference's apiVersion is looked at. */
type VersionRule = 'any' | 'withGroup' | 'parseable';

export function checkNewAutoscaler(autoscaler: HorizontalPodAutoscaler): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, autoscaler);
  checkSpec(errors, autoscaler.spec, undefined);
  return errors;
}

export function checkAutoscalerUpdate(
  next: HorizontalPodAutoscaler,
  stored: HorizontalPodAutoscaler,
): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkSpec(errors, next.spec, stored.spec);
  return errors;
}

export function checkAutoscalerStatus(next: HorizontalPodAutoscaler): readonly FieldError[] {
  const errors: Errors = [];
  const { status } = next;
  checkObjectMetaUpdate(errors, next);
  checkNonNegative(errors, 'status.currentReplicas', status?.currentReplicas);
  checkNonNegative(errors, 'status.desiredReplicas', status?.desiredReplicas);
  return errors;
}

function checkSpec(
  errors: Errors,
  spec: HorizontalPodAutoscalerSpec,
  old: HorizontalPodAutoscalerSpec | undefined,
): void {
  const { minReplicas, maxReplicas = 0, scaleTargetRef, behavior } = spec;
  const atLeast = isEnabled('HPAScaleToZero') || old?.minReplicas === 0 ? 0 : 1;
  if (minReplicas !== undefined && minReplicas < atLeast) {
    errors.push(invalid('spec.minReplicas', minReplicas, `must be greater than or equal to ${atLeast}`));
  }
  const path = 'spec.maxReplicas';
  if (maxReplicas === 0) errors.push(required(path, 'must be set and greater than 0'));
  else if (maxReplicas < 0) errors.push(invalid(path, maxReplicas, 'must be greater than or equal to 1'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    errors.push(invalid(path, maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  checkReference(errors, 'spec.scaleTargetRef', scaleTargetRef ?? {}, targetRule(scaleTargetRef, old?.scaleTargetRef));
  checkMetrics(errors, 'spec.metrics', spec, old);
  checkRules(errors, 'spec.behavior.scaleUp', behavior?.scaleUp);
  checkRules(errors, 'spec.behavior.scaleDown', behavior?.scaleDown);
}

/** A target that stays is not judged again; only ReplicationControllers have no group. */
function targetRule(
  next: CrossVersionObjectReference | undefined,
  old: CrossVersionObjectReference | undefined,
): VersionRule {
  if (old && old.apiVersion === next?.apiVersion && old.kind === next?.kind) return 'any';
  return next?.kind === 'ReplicationController' ? 'parseable' : 'withGroup';
}

function checkReference(
  errors: Errors,
  path: string,
  { kind, name, apiVersion = '' }: Partial<CrossVersionObjectReference>,
  rule: VersionRule,
): void {
  checkSegment(errors, `${path}.kind`, kind);
  checkSegment(errors, `${path}.name`, name);
  const fault = versionFault(apiVersion, rule);
  if (fault) errors.push(invalid(`${path}.apiVersion`, apiVersion, fault));
}

function versionFault(apiVersion: string, rule: VersionRule): string | undefined {
  if (rule === 'any') return undefined;
  const parts = apiVersion.split('/');
  if (parts.length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
  const group = parts.length === 2 ? parts[0] : '';
  return rule === 'withGroup' && !group ? 'apiVersion must specify API group' : undefined;
}

function checkSegment(errors: Errors, path: string, text: string | undefined, detail = ''): void {
  if (!text) errors.push(required(path, detail));
  else addInvalid(errors, path, text, pathSegmentName(text));
}

function checkMetrics(
  errors: Errors,
  path: string,
  { metrics = [], minReplicas }: HorizontalPodAutoscalerSpec,
  old: HorizontalPodAutoscalerSpec | undefined,
): void {
  const wasBad = old?.metrics?.some(
    ({ type, object }) =>
      type === 'Object' && object && versionFault(object.describedObject.apiVersion ?? '', 'parseable'),
  );
  metrics.forEach((metric, index) => {
    checkMetric(errors, `${path}[${index}]`, metric, wasBad ? 'any' : 'parseable');
  });
  if (minReplicas !== 0 || metrics.some(({ type }) => type === 'Object' || type === 'External')) return;
  const why = 'must specify at least one Object or External metric to support scaling to zero replicas';
  errors.push(forbidden(path, why));
}

const METRIC_TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type SourceName = (typeof SOURCES)[number];

function checkMetric(errors: Errors, path: string, metric: MetricSpec, rule: VersionRule): void {
  const { type = '' } = metric;
  const isKnown = METRIC_TYPES.includes(type);
  const unknown = () => errors.push(notSupported(`${path}.type`, type, METRIC_TYPES));
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric source type'));
  if (!isKnown) unknown();
  const present = SOURCES.filter((source) => metric[source] !== undefined);
  const [first] = present;
  if (first) checkSource(errors, `${path}.${first}`, first, metric, rule);
  // The field of a type is its name with a small first letter.
  const expected = isKnown ? ((type.charAt(0).toLowerCase() + type.slice(1)) as SourceName) : undefined;
  if (!expected) unknown();
  else if (metric[expected] === undefined) {
    errors.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  }
  if (present.length === 1) return;
  for (const source of present) {
    if (source === expected) continue;
    errors.push(forbidden(`${path}.${source}`, 'must populate the given metric source only'));
  }
}

function checkSource(errors: Errors, path: string, source: SourceName, metric: MetricSpec, rule: VersionRule): void {
  const { object, external, pods, resource, containerResource } = metric;
  const target = metric[source]?.target ?? { type: '' };
  const isNamed = (text: string | undefined) =>
    checkSegment(errors, `${path}.metric.name`, text, 'must specify a metric name');
  const needsOne = (detail: string) => {
    if (target.value === undefined && target.averageValue === undefined) {
      errors.push(required(`${path}.target.averageValue`, detail));
    }
  };
  if (source === 'object') {
    checkReference(errors, `${path}.describedObject`, object?.describedObject ?? {}, rule);
    isNamed(object?.metric.name);
    checkTarget(errors, `${path}.target`, target);
    needsOne('must set either a target value or averageValue');
  } else if (source === 'external') {
    isNamed(external?.metric.name);
    checkTarget(errors, `${path}.target`, target);
    needsOne('must set either a target value for metric or a per-pod target');
    if (target.value !== undefined && target.averageValue !== undefined) {
      const why = 'may not set both a target value for metric and a per-pod target';
      errors.push(forbidden(`${path}.target.value`, why));
    }
  } else if (source === 'pods') {
    isNamed(pods?.metric.name);
    checkTarget(errors, `${path}.target`, target);
    if (target.averageValue === undefined) {
      errors.push(required(`${path}.target.averageValue`, 'must specify a positive target averageValue'));
    }
  } else if (source === 'resource') checkResource(errors, path, resource?.name, undefined, target);
  else checkResource(errors, path, containerResource?.name, containerResource, target);
}

function checkResource(
  errors: Errors,
  path: string,
  name: string | undefined,
  source: MetricSpec['containerResource'],
  target: MetricTarget,
): void {
  if (!name) errors.push(required(`${path}.name`, 'must specify a resource name'));
  else if (source) checkContainerResourceName(errors, `${path}.name`, name);
  if (source && !source.container) errors.push(required(`${path}.container`, 'must specify a container'));
  else if (source) addInvalid(errors, `${path}.container`, source.container, dns1123Label(source.container));
  checkTarget(errors, `${path}.target`, target);
  const { averageUtilization, averageValue } = target;
  if (averageUtilization === undefined && averageValue === undefined) {
    const why = 'must set either a target raw value or a target utilization';
    errors.push(required(`${path}.target.averageUtilization`, why));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const why = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(`${path}.target.averageValue`, why));
  }
}

const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

function checkTarget(
  errors: Errors,
  path: string,
  { type = '', value, averageValue, averageUtilization }: MetricTarget,
): void {
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric target type'));
  if (!TARGET_TYPES.includes(type)) {
    errors.push(invalid(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  checkPositive(errors, `${path}.value`, value);
  checkPositive(errors, `${path}.averageValue`, averageValue);
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(invalid(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'));
  }
}

function checkPositive(errors: Errors, path: string, text: Quantity | undefined): void {
  const amount = text === undefined ? undefined : parseQuantity(text);
  if (amount && amount.nano <= 0n) errors.push(invalid(path, amount.text, 'must be positive'));
}

const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

function checkRules(errors: Errors, path: string, rules: HPAScalingRules | undefined): void {
  if (!rules) return;
  const { stabilizationWindowSeconds: seconds, selectPolicy, policies = [], tolerance } = rules;
  const at = `${path}.stabilizationWindowSeconds`;
  if (seconds !== undefined && seconds < 0) errors.push(invalid(at, seconds, 'must be greater than or equal to zero'));
  if (seconds !== undefined && seconds > MAX_STABILIZATION_SECONDS) {
    errors.push(invalid(at, seconds, `must be less than or equal to ${MAX_STABILIZATION_SECONDS}`));
  }
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)) {
    errors.push(notSupported(`${path}.selectPolicy`, selectPolicy, SELECT_POLICIES));
  }
  if (policies.length === 0) errors.push(required(`${path}.policies`, 'must specify at least one Policy'));
  policies.forEach(({ type = '', value = 0, periodSeconds = 0 }, index) => {
    const policy = `${path}.policies[${index}]`;
    if (!POLICY_TYPES.includes(type)) errors.push(notSupported(`${policy}.type`, type, POLICY_TYPES));
    if (value <= 0) errors.push(invalid(`${policy}.value`, value, 'must be greater than zero'));
    if (periodSeconds <= 0) errors.push(invalid(`${policy}.periodSeconds`, periodSeconds, 'must be greater than zero'));
    if (periodSeconds > MAX_PERIOD_SECONDS) {
      const why = `must be less than or equal to ${MAX_PERIOD_SECONDS}`;
      errors.push(invalid(`${policy}.periodSeconds`, periodSeconds, why));
    }
  });
  const amount = tolerance === undefined ? undefined : parseQuantity(tolerance);
  if (amount && amount.nano < 0n) {
    errors.push(invalid(`${path}.tolerance`, amount.text, 'must be greater than or equal to 0'));
  }
}
