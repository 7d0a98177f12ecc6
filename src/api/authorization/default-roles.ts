// The roles and bindings that a fresh cluster has. They are read from their text when somebody first looks at a kind of
// theirs, so that a cluster in which nobody does pays nothing.
// upstream: plugin/pkg/auth/authorizer/rbac/bootstrappolicy

import { defaultRbac } from '../../kinds/generated/default-rbac.gen';
import type { ClusterRole, PolicyRule } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import type { RandomStreams } from '../../sim/random';
import { rfc3339 } from '../../sim/time';
import { aggregatedRules } from './aggregation';

const RBAC_GROUP = 'rbac.authorization.k8s.io';
const AGGREGATE_TO = `${RBAC_GROUP}/aggregate-to-`;
const ANNOTATIONS = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };
const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const KINDS: readonly string[] = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];

/** Those of one kind; none for other kinds. */
export function defaultRoles(kind: string, random: RandomStreams, startMs: number): readonly KubeObject[] {
  if (!KINDS.includes(kind)) return [];
  const creationTimestamp = rfc3339(startMs);
  const objects = blocks()
    .filter(([head]) => head.startsWith(`${kind} `))
    .map((block) => {
      const object = kind.endsWith('Binding') ? binding(block) : role(block);
      const key = `default ${kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`;
      const metadata = { ...object.metadata, uid: random.uid(key), creationTimestamp, annotations: ANNOTATIONS };
      return { ...object, metadata } as KubeObject;
    });
  return kind === 'ClusterRole' ? withAggregated(objects as ClusterRole[]) : objects;
}

function blocks(): [string, ...string[]][] {
  return defaultRbac.split(/\n(?! )/).map((block) => block.split('\n ') as [string, ...string[]]);
}

function metadataOf(own: string, labels: Readonly<Record<string, string>> = {}): KubeObject['metadata'] {
  const [name = '', namespace] = own.split('/').reverse();
  return { name, ...(namespace === undefined ? {} : { namespace }), labels: { ...LABELS, ...labels } };
}

function role([head, ...rules]: readonly [string, ...string[]]): KubeObject {
  const [kind = '', own = '', ...words] = head.split(' ');
  const said = (prefix: string) =>
    words.filter((word) => word.startsWith(prefix)).map((word) => AGGREGATE_TO + word.slice(prefix.length));
  const from = said('from:').map((label) => ({ matchLabels: { [label]: 'true' } }));
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind,
    metadata: metadataOf(own, Object.fromEntries(said('to:').map((label) => [label, 'true']))),
    ...(from.length > 0 ? { aggregationRule: { clusterRoleSelectors: from } } : {}),
    rules: rules.map(rule),
  } as KubeObject;
}

function rule(line: string): PolicyRule {
  const [verbs = [], groups = [], what = [], names] = line.split(' ').map((word) => word.split(','));
  if (groups[0] === '-') return { verbs, nonResourceURLs: what };
  const apiGroups = groups.map((group) => (group === '.' ? '' : group));
  return { verbs, apiGroups, resources: what, ...(names ? { resourceNames: names } : {}) };
}

function binding([head, ...subjects]: readonly [string, ...string[]]): KubeObject {
  const [kind = '', own = '', roleKind = '', name = ''] = head.split(' ');
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind,
    metadata: metadataOf(own),
    roleRef: { apiGroup: RBAC_GROUP, kind: roleKind, name },
    ...(subjects.length > 0 ? { subjects: subjects.map(subject) } : {}),
  } as KubeObject;
}

function subject(line: string) {
  const [kind = '', own = ''] = line.split(' ');
  if (kind !== 'ServiceAccount') return { apiGroup: RBAC_GROUP, kind, name: own };
  const [namespace, name] = own.split('/');
  return { kind, name, namespace };
}

/** What the aggregation controller has long done in a cluster that somebody is given. */
function withAggregated(roles: readonly ClusterRole[]): readonly ClusterRole[] {
  let next = roles;
  // An aggregated role may feed another: edit takes from view, admin from edit.
  for (const name of ['view', 'edit', 'admin']) {
    next = next.map((one) => (one.metadata.name === name ? { ...one, rules: aggregatedRules(one, next) } : one));
  }
  return next;
}
