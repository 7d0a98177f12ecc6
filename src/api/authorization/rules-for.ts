// The rules that apply to a user: those of the roles that bindings give to its name, its groups or its account.
// upstream: pkg/registry/rbac/validation/rule.go DefaultRuleResolver

import type { ClusterRoleBinding, PolicyRule, RoleBinding, RoleRef, Subject } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';
import type { Reader } from '../actor';
import { serviceAccountUser, type UserInfo } from './user';

export type RoleReader = Pick<Reader, 'get' | 'list'>;

/** One rule with the binding that gives it, or what is wrong with a binding. */
export interface GivenRule {
  readonly rule?: PolicyRule;
  /** `RoleBinding "b/ns" of Role "r" to User "u"` */
  readonly source?: () => string;
  /** The role that a binding names and that is not there. */
  readonly missing?: RoleRef;
}

/** All rules for a user, those of the namespace after those of the cluster; bindings go by name. */
export function* rulesFor(reader: RoleReader, user: UserInfo, namespace: string): Generator<GivenRule> {
  for (const binding of reader.list('ClusterRoleBinding')) yield* rulesOf(reader, user, binding, '');
  if (namespace === '') return;
  for (const binding of reader.list('RoleBinding', namespace)) yield* rulesOf(reader, user, binding, namespace);
}

function* rulesOf(
  reader: RoleReader,
  user: UserInfo,
  binding: RoleBinding | ClusterRoleBinding,
  namespace: string,
): Generator<GivenRule> {
  const subject = binding.subjects?.find((one) => isMeant(user, one, namespace));
  if (!subject) return;
  const rules = rulesOfRole(reader, binding.roleRef, namespace);
  if (!rules) yield { missing: binding.roleRef };
  else for (const rule of rules) yield { rule, source: () => sourceText(binding, subject) };
}

/** The rules of the role that is referred to; undefined when it is not there. */
export function rulesOfRole(reader: RoleReader, ref: RoleRef, namespace: string): readonly PolicyRule[] | undefined {
  const found =
    ref.kind === 'Role' ? reader.get('Role', namespace, ref.name) : reader.get('ClusterRole', undefined, ref.name);
  return found && (found.rules ?? []);
}

/** What a reader of roles says about one that is not there. */
export const missingRole = ({ kind, name }: RoleRef): string =>
  `${kind.toLowerCase()}.rbac.authorization.k8s.io ${goQuote(name)} not found`;

function isMeant(user: UserInfo, subject: Subject, namespace: string): boolean {
  if (subject.kind === 'User') return subject.name === user.name;
  if (subject.kind === 'Group') return user.groups.includes(subject.name);
  const place = subject.namespace || namespace;
  return subject.kind === 'ServiceAccount' && place !== '' && user.name === serviceAccountUser(place, subject.name);
}

function sourceText({ kind, metadata, roleRef }: RoleBinding | ClusterRoleBinding, subject: Subject): string {
  const quote = goQuote;
  const { name, namespace } = metadata;
  const binding = namespace ? `${name}/${namespace}` : name;
  const isAccount = subject.kind === 'ServiceAccount';
  const who = isAccount ? `${subject.name}/${subject.namespace || (namespace ?? '')}` : subject.name;
  return `${kind} ${quote(binding)} of ${roleRef.kind} ${quote(roleRef.name)} to ${subject.kind} ${quote(who)}`;
}
