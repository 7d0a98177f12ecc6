// Nobody may give away what they do not hold: the checks on writes of roles and bindings, after admission has changed
// them and before they are validated. The verbs escalate and bind allow it nevertheless.
// upstream: pkg/registry/rbac/{role,clusterrole,rolebinding,clusterrolebinding}/policybased/storage.go

import { equalData } from '../../kinds/equal-data';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../../kinds/generated/types.gen';
import { type KindRow, type KubeObject, resourceName } from '../../kinds/kind';
import { goQuote } from '../../kinds/validation/field-error';
import { forbidden, notFound } from '../api-error';
import type { Caller } from '../caller';
import type { ApiServer } from '../server';
import { attributesOf } from './attributes';
import { aggregated, authorize } from './authorize';
import { quotedList, ruleTexts, uncovered } from './policy-rules';
import { rulesFor, rulesOfRole } from './rules-for';
import { MASTERS, type UserInfo } from './user';

const RBAC_GROUP = 'rbac.authorization.k8s.io';
const EVERYTHING: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

interface Write {
  readonly server: ApiServer;
  readonly user: UserInfo;
  readonly row: KindRow;
  readonly object: KubeObject;
  readonly namespace: string;
}

/** Errors: 403 when a user's write of a role or binding gives more than they have; 404 when a bound role is absent. */
export function checkEscalation(
  server: ApiServer,
  { user }: Caller,
  row: KindRow,
  object: KubeObject,
  stored: KubeObject | undefined,
): void {
  if (!user || row.group !== RBAC_GROUP || user.groups.includes(MASTERS)) return;
  if (stored && changesOnlyCollectorsFields(object, stored)) return;
  const write = { server, user, row, object, namespace: object.metadata.namespace ?? '' };
  if (row.kind.endsWith('Binding')) checkBound(write);
  else checkRules(write, stored as ClusterRole | undefined);
}

/** What the garbage collector writes gives nobody anything. */
function changesOnlyCollectorsFields(object: KubeObject, stored: KubeObject): boolean {
  const { ownerReferences, finalizers } = stored.metadata;
  const { managedFields: _managed, ...metadata } = object.metadata;
  const { managedFields: _stored, ...kept } = stored.metadata;
  return equalData(
    { ...object, metadata: { ...metadata, ownerReferences, finalizers } },
    { ...stored, metadata: kept },
  );
}

function checkRules(write: Write, stored: ClusterRole | undefined): void {
  const { server, user, row, object, namespace } = write;
  const { rules, aggregationRule } = object as Role & ClusterRole;
  // A create names its object in the body alone, so rules for one name do not cover it.
  const name = stored ? object.metadata.name : '';
  if (authorize(server, user, { ...attributesOf(row, 'escalate', { namespace, name }), version: '*' }).allowed) return;
  // An empty list is kept as null.
  const problem = escalation(write, rules ?? []);
  if (problem !== undefined) throw forbidden(row, object.metadata.name, problem);
  const isAggregated = (rule: ClusterRole['aggregationRule']) => (rule?.clusterRoleSelectors?.length ?? 0) > 0;
  if (!isAggregated(aggregationRule) && !isAggregated(stored?.aggregationRule)) return;
  if (escalation(write, EVERYTHING) === undefined) return;
  throw forbidden(row, object.metadata.name, 'must have cluster-admin privileges to use the aggregationRule');
}

function checkBound(write: Write): void {
  const { server, user, row, object, namespace } = write;
  const { roleRef } = object as RoleBinding | ClusterRoleBinding;
  const resource = { Role: 'roles', ClusterRole: 'clusterroles' }[roleRef.kind];
  if (resource !== undefined) {
    const attributes = { verb: 'bind', group: roleRef.apiGroup, resource, name: roleRef.name, namespace };
    if (authorize(server, user, attributes).allowed) return;
  }
  const rules = rulesOfRole(server.parts.reader, roleRef, namespace);
  // The role is looked up for this request, so that its resource is the one that is said to be missing.
  if (!rules) throw notFound(row, roleRef.name);
  const problem = escalation(write, rules);
  if (problem !== undefined) throw forbidden(row, object.metadata.name, problem);
}

/** What the user would give without having it; undefined when there is nothing. */
function escalation({ server, user, row, namespace }: Write, rules: readonly PolicyRule[]): string | undefined {
  const owned: PolicyRule[] = [];
  const missing = new Set<string>();
  for (const given of rulesFor(server.parts.reader, user, namespace)) {
    if (given.rule) owned.push(given.rule);
    if (given.missing) missing.add(`${resourceName(row)} ${goQuote(given.missing.name)} not found`);
  }
  const lacking = uncovered(owned, rules);
  if (lacking.length === 0) return undefined;
  const who = `user ${goQuote(user.name)} (groups=${quotedList(user.groups)})`;
  const text = `${who} is attempting to grant RBAC permissions not currently held:\n${ruleTexts(lacking).join('\n')}`;
  return missing.size === 0 ? text : `${text}; resolution errors: [${aggregated([...missing])}]`;
}
