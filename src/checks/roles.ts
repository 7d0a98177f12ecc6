// The rights that Roles and ClusterRoles of the manifests give.

import type { ClusterRole, PolicyRule, Role } from '../kinds/generated/types.gen';
import type { FieldPath } from '../manifests/source';
import type { CheckContext } from './context';
import type { ObjectReference, Violation } from './finding';
import { referenceOf } from './manifest-set';
import { withoutNulls } from './without-nulls';

export interface DescribedRule {
  readonly object: ObjectReference;
  readonly rule: PolicyRule;
  readonly path: FieldPath;
  /** Whether its role is one that a cluster comes with. */
  readonly isBuiltIn: boolean;
}

/** Every rule of every role. */
export function rulesOf({ manifests }: CheckContext): readonly DescribedRule[] {
  const roles: readonly (Role | ClusterRole)[] = [...manifests.ofKind('Role'), ...manifests.ofKind('ClusterRole')];
  return roles.flatMap((written) => {
    const role = withoutNulls(written);
    return (role.rules ?? []).map((rule, index) => ({
      object: referenceOf(role),
      rule: { ...rule, verbs: rule.verbs ?? [] },
      path: ['rules', index],
      isBuiltIn: isBuiltIn(role),
    }));
  });
}

/** Whether it is one of those that the API server itself keeps. */
export const isBuiltIn = ({ metadata }: Pick<Role, 'metadata'>): boolean =>
  metadata.name?.startsWith('system:') || metadata.labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults';

/** Whether a star stands where verbs or resources are to be named. */
export const hasWildcard = ({ verbs, resources }: PolicyRule): boolean =>
  verbs.includes('*') || (resources ?? []).includes('*');

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Every verb on everything. */
export const grantsEverything = ({ apiGroups, resources, verbs }: PolicyRule): boolean =>
  (verbs.includes('*') || VERBS.every((verb) => verbs.includes(verb))) &&
  (resources ?? []).includes('*') &&
  (apiGroups ?? []).includes('*');

export interface Right {
  readonly group: string;
  readonly resource: string;
  /** One of these is enough. */
  readonly verbs: readonly string[];
}

/**
 * The rules that give one of the rights to objects of any name; but not those with stars, which are told of as that.
 */
export function* grants(cx: CheckContext, rights: readonly Right[], what: string): Iterable<Violation> {
  for (const { object, rule, path, isBuiltIn } of rulesOf(cx)) {
    if (isBuiltIn || hasWildcard(rule) || (rule.resourceNames ?? []).length > 0) continue;
    const given = rights.flatMap((right) => {
      const verbs = right.verbs.filter((verb) => rule.verbs.includes(verb));
      return isOf(rule, right) && verbs.length > 0 ? [`${verbs.join(', ')} of ${right.resource}`] : [];
    });
    if (given.length === 0) continue;
    yield { object, path: [...path, 'resources'], message: `whoever is bound to it may ${what}: ${given.join('; ')}` };
  }
}

function isOf({ apiGroups, resources }: PolicyRule, { group, resource }: Right): boolean {
  const [, subresource] = resource.split('/');
  const names = subresource ? [resource, `*/${subresource}`] : [resource];
  return (
    (apiGroups ?? []).some((name) => name === group || name === '*') &&
    (resources ?? []).some((name) => names.includes(name))
  );
}
