// Which requests a policy, a binding or a webhook is about.
// upstream: apiserver pkg/admission/plugin/policy/matching, plugin/webhook/predicates

import type { AdmissionContext, AdmissionRequest } from '../../api/admission';
import type {
  LabelSelector,
  MatchResources,
  NamedRuleWithOperations,
  RuleWithOperations,
} from '../../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../kinds/kind';
import { compileSelector } from '../../kinds/labels';

const GROUP = 'admissionregistration.k8s.io';
/** What only asks for a judgment, and is not stored. */
const REVIEWS: readonly string[] = ['authentication.k8s.io', 'authorization.k8s.io'];

/** Nothing judges what judges. */
export function isExempt(row: KindRow): boolean {
  return row.group === GROUP || REVIEWS.includes(row.group);
}

/** The row in whose terms the request matches; undefined when it does not. */
export function matchingRow(
  request: AdmissionRequest,
  match: MatchResources,
  cx: AdmissionContext,
): KindRow | undefined {
  if (!matchesNamespace(request, match.namespaceSelector, cx)) return undefined;
  if (!matchesObject(request, match.objectSelector)) return undefined;
  if (rowOfRules(request, match.excludeResourceRules, match.matchPolicy, cx)) return undefined;
  const { resourceRules = [] } = match;
  return resourceRules.length === 0 ? request.row : rowOfRules(request, resourceRules, match.matchPolicy, cx);
}

const isEmpty = (selector: LabelSelector | undefined) =>
  !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && !selector.matchExpressions?.length);

export function matchesNamespace(
  { row, namespace, object, stored, operation }: AdmissionRequest,
  selector: LabelSelector | undefined,
  cx: AdmissionContext,
): boolean {
  if (isEmpty(selector)) return true;
  const matches = compileSelector(selector);
  if (row.key === 'Namespace') return matches((operation === 'DELETE' ? stored : object)?.metadata.labels);
  if (namespace === undefined) return true;
  return matches(cx.get('Namespace', undefined, namespace)?.metadata.labels);
}

export function matchesObject({ object, stored }: AdmissionRequest, selector: LabelSelector | undefined): boolean {
  if (isEmpty(selector)) return true;
  const matches = compileSelector(selector);
  const has = (one: KubeObject | undefined) => one?.metadata !== undefined && matches(one.metadata.labels);
  return has(object) || has(stored);
}

/** The row in whose terms one of the rules covers the request. */
export function rowOfRules(
  request: AdmissionRequest,
  rules: readonly NamedRuleWithOperations[] | undefined,
  matchPolicy: string | undefined,
  cx: AdmissionContext,
): KindRow | undefined {
  if (!rules || rules.length === 0) return undefined;
  const covering = rules.filter((rule) => namesCover(rule, request));
  if (covering.some((rule) => ruleCovers(rule, request, request.row))) return request.row;
  if (matchPolicy !== 'Equivalent' || covering.length === 0) return undefined;
  const equivalent = equivalentRows(request.row, cx);
  // Earlier rules come first.
  for (const rule of covering) {
    const row = equivalent.find((each) => ruleCovers(rule, request, each));
    if (row) return row;
  }
  return undefined;
}

/** The same resource in its other versions; events are one resource in two groups. */
function equivalentRows(row: KindRow, cx: AdmissionContext): readonly KindRow[] {
  const isSame = (other: KindRow) => other.plural === row.plural && (other.group === row.group || row.kind === 'Event');
  return cx.registry.all.filter((other) => other !== row && isSame(other));
}

function namesCover({ resourceNames = [] }: NamedRuleWithOperations, { object, stored }: AdmissionRequest): boolean {
  return resourceNames.length === 0 || resourceNames.includes((object ?? stored)?.metadata.name ?? '');
}

function ruleCovers(rule: RuleWithOperations, { operation, subresource }: AdmissionRequest, row: KindRow): boolean {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope = '*' } = rule;
  const has = (values: readonly string[], value: string) => values.includes('*') || values.includes(value);
  if (!has(operations, operation) || !has(apiGroups, row.group) || !has(apiVersions, row.version)) return false;
  if (scope === 'Namespaced' && (!row.namespaced || row.key === 'Namespace')) return false;
  if (scope === 'Cluster' && row.namespaced) return false;
  return resources.some((resource) => {
    const slash = resource.indexOf('/');
    const [name, sub] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash + 1)];
    if (name !== '*' && name !== row.plural) return false;
    return sub === '*' || sub === (subresource ?? '');
  });
}
