// Tells in a ValidatingAdmissionPolicy's status what is wrong with its expressions for the kinds that it names.
// upstream: pkg/controller/validatingadmissionpolicystatus, apiserver policy/validating/typechecking.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { PolicyCompiler } from '../api/policy/compiler';
import { objectTypeOf } from '../api/policy/schema-type';
import type {
  ExpressionWarning,
  NamedRuleWithOperations,
  ValidatingAdmissionPolicy,
} from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import type { ExpressionScope } from '../kinds/policy-expressions';
import { Lane } from '../sim/work-queue';

const MANAGER = 'validatingadmissionpolicy-status';
const MAX_KINDS_OF_A_RULE = 10;

export const validatingAdmissionPolicyStatusController = defineActor({
  name: 'validatingadmissionpolicy-status-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  watches: [watch('ValidatingAdmissionPolicy', ({ type, key }) => (type === 'DELETED' ? undefined : key))],
  reconcile: (cx, name) => {
    const policy = cx.get('ValidatingAdmissionPolicy', undefined, name);
    if (!policy) return;
    const generation = policy.metadata.generation ?? 0;
    if (generation <= (policy.status?.observedGeneration ?? 0)) return;
    const warnings = warningsOf(policy, cx);
    const typeChecking = warnings.length === 0 ? {} : { expressionWarnings: warnings };
    const { apiVersion, kind } = policy;
    const applied = { apiVersion, kind, metadata: { name }, status: { observedGeneration: generation, typeChecking } };
    const options = { subresource: 'status', fieldManager: MANAGER, force: true };
    cx.patch('ValidatingAdmissionPolicy', undefined, name, 'apply', applied, options);
  },
});

function warningsOf(policy: ValidatingAdmissionPolicy, cx: ActorContext): readonly ExpressionWarning[] {
  const { matchConstraints, validations = [] } = policy.spec;
  const rows = rowsToCheck(matchConstraints?.resourceRules ?? [], cx);
  const warningOf = (fieldRef: string, expression: string): readonly ExpressionWarning[] => {
    const results = rows.flatMap((row) => {
      const issues = issuesOf(policy, row, expression, cx);
      const version = row.group === '' ? `/${row.version}` : `${row.group}/${row.version}`;
      return issues === undefined ? [] : [`${version}, Kind=${row.kind}: ${issues}\n`];
    });
    return results.length === 0 ? [] : [{ fieldRef, warning: results.join('\n') }];
  };
  return validations.flatMap(({ expression, messageExpression }, index) => {
    const path = `spec.validations[${index}]`;
    const own = warningOf(`${path}.expression`, expression);
    return messageExpression ? [...own, ...warningOf(`${path}.messageExpression`, messageExpression)] : own;
  });
}

/** What is wrong with an expression when the object is of this kind. */
function issuesOf(
  { spec }: ValidatingAdmissionPolicy,
  row: KindRow,
  expression: string,
  cx: ActorContext,
): string | undefined {
  const object = objectTypeOf(row);
  if (!object) return undefined;
  const { paramKind, variables = [] } = spec;
  const paramRow = paramKind && cx.registry.byVersion(paramKind.apiVersion ?? '', paramKind.kind ?? '');
  const params = paramRow && objectTypeOf(paramRow);
  const compiler = new PolicyCompiler(true, { object, ...(params ? { params } : {}) });
  const scope: ExpressionScope = { params: paramKind !== undefined, authorizer: true, patch: false };
  for (const variable of variables) compiler.declare(variable.name, variable.expression, scope);
  return compiler.check(expression, 'any', scope)?.replace(/^compilation failed: /, '');
}

/** The kinds that rules name without wildcards, sorted. */
function rowsToCheck(rules: readonly NamedRuleWithOperations[], cx: ActorContext): readonly KindRow[] {
  const rows = new Set<KindRow>();
  for (const { apiGroups = [], apiVersions = [], resources = [] } of rules) {
    if ([...apiGroups, ...apiVersions].some((text) => text.includes('*'))) continue;
    const named = resources.filter((resource) => !/[*/]/.test(resource));
    const found = cx.registry.all.filter(
      ({ group, version, plural }) =>
        apiGroups.includes(group) && apiVersions.includes(version) && named.includes(plural),
    );
    for (const row of found.sort(byResource).slice(0, MAX_KINDS_OF_A_RULE)) rows.add(row);
  }
  return [...rows].sort(byKind);
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byResource = (a: KindRow, b: KindRow) =>
  order(a.group, b.group) || order(a.version, b.version) || order(a.plural, b.plural);
const byKind = (a: KindRow, b: KindRow) =>
  order(a.group, b.group) || order(a.version, b.version) || order(a.kind, b.kind);
