// Acting as somebody else: each part of the wanted user is a resource that the caller must be allowed to impersonate.
// With the gate ConstrainedImpersonation the request itself is to be granted too, and roles may grant no more than
// acting as users of one sort; whoever may impersonate without such a bound still does.
// upstream: apiserver/pkg/endpoints/filters/impersonation

import { isEnabled } from '../../kinds/feature-gates';
import { type Errors, goQuote } from '../../kinds/validation/field-error';
import { dns1123Subdomain, domainPrefixedPath } from '../../kinds/validation/names';
import { ApiError, badRequest } from '../api-error';
import type { ApiServer } from '../server';
import { type Attributes, notAllowed } from './attributes';
import { aggregated, requireAccess } from './authorize';
import { MASTERS, serviceAccountOf, type UserInfo, userNamed } from './user';

/** What the Impersonate headers of a request say. */
export interface Impersonation {
  readonly user?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly uid?: string | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

const AUTHENTICATION_GROUP = 'authentication.k8s.io';
const NODES = 'system:nodes';

/** One way of acting as somebody else, by a name that its verbs carry. */
interface Mode {
  readonly name: string;
  readonly covers: (asked: Asked, requestor: UserInfo) => boolean;
}

interface Asked {
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid: string;
  readonly extra: Extra;
}

type Extra = Readonly<Record<string, readonly string[]>>;

const NODE_USER = 'system:node:';
const NODE_NAME = 'authentication.kubernetes.io/node-name';

const isOnlyNamed = ({ groups, extra, uid }: Asked) =>
  groups.length === 0 && uid === '' && Object.keys(extra).length === 0;

function nodeOf(user: string): string | undefined {
  const name = user.startsWith(NODE_USER) ? user.slice(NODE_USER.length) : '';
  return name !== '' && dns1123Subdomain(name).length === 0 ? name : undefined;
}

function isOwnNode({ user }: Asked, requestor: UserInfo): boolean {
  const names = requestor.extra?.[NODE_NAME] ?? [];
  return serviceAccountOf(requestor.name) !== undefined && names.length === 1 && names[0] === nodeOf(user);
}

const MODES: readonly Mode[] = [
  { name: 'associated-node', covers: (asked, requestor) => isOnlyNamed(asked) && isOwnNode(asked, requestor) },
  { name: 'arbitrary-node', covers: (asked) => isOnlyNamed(asked) && nodeOf(asked.user) !== undefined },
  { name: 'serviceaccount', covers: (asked) => isOnlyNamed(asked) && serviceAccountOf(asked.user) !== undefined },
  { name: 'user-info', covers: ({ user }) => nodeOf(user) === undefined && serviceAccountOf(user) === undefined },
];

/**
 * The user that a request acts as; undefined when it impersonates nobody. Without a requestor nothing is checked.
 * Errors: 403 when the requestor may not, 400 when no user is named beside groups or the like.
 */
export function impersonate(
  server: ApiServer,
  requestor: UserInfo | undefined,
  { user = '', groups = [], uid = '', extra = {} }: Impersonation,
  request: Attributes,
): UserInfo | undefined {
  const asked = { user, groups, uid, extra };
  const isConstrained = isEnabled('ConstrainedImpersonation');
  if (user === '') {
    if (isOnlyNamed(asked)) return undefined;
    throw isConstrained ? unnamed(asked) : withoutUser(groups, uid, extra);
  }
  let refusal: ApiError | undefined;
  for (const mode of requestor && isConstrained ? MODES : []) {
    if (!requestor || !mode.covers(asked, requestor)) continue;
    try {
      return constrained(server, requestor, mode.name, asked, request);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refusal ??= error;
    }
  }
  try {
    if (requestor) for (const attributes of impersonated(asked)) requireAccess(server, requestor, attributes);
  } catch (error) {
    throw refusal ?? error;
  }
  const hasExtra = Object.keys(extra).length > 0;
  return userNamed(user, { groups, uid, ...(hasExtra ? { extra } : {}) });
}

/** By a mode: this request as somebody else, and this somebody. upstream: constrainedImpersonationModeState */
function constrained(
  server: ApiServer,
  requestor: UserInfo,
  mode: string,
  asked: Asked,
  request: Attributes,
): UserInfo {
  requireAccess(server, requestor, { ...request, verb: `impersonate-on:${mode}:${request.verb}` });
  const verb = `impersonate:${mode}`;
  const at = (attributes: Partial<Attributes>) => ({ verb, group: AUTHENTICATION_GROUP, version: 'v1', ...attributes });
  const { user, groups, uid, extra } = asked;
  const node = nodeOf(user);
  const account = serviceAccountOf(user);
  const named = mode === 'associated-node' ? '*' : (node ?? user);
  const who = account
    ? at({ resource: 'serviceaccounts', ...account })
    : at({ resource: node === undefined ? 'users' : 'nodes', name: named });
  requireAccess(server, requestor, who);
  if (uid) requireAccess(server, requestor, at({ resource: 'uids', name: uid }));
  if (groups.includes('')) {
    throw notAllowed(requestor, at({ resource: 'groups' }), 'impersonating the empty string group is not allowed');
  }
  if (groups.includes(MASTERS)) {
    const why = `impersonating the ${MASTERS} group is not allowed`;
    throw notAllowed(requestor, at({ resource: 'groups', name: MASTERS }), why);
  }
  for (const name of groups) requireAccess(server, requestor, at({ resource: 'groups', name }));
  const fault = extraFault(extra);
  if (fault) throw notAllowed(requestor, at({ resource: 'userextras' }), fault);
  for (const [subresource, name] of pairsOf(extra)) {
    requireAccess(server, requestor, at({ resource: 'userextras', subresource, name }));
  }
  const hasExtra = Object.keys(extra).length > 0;
  const own = node === undefined ? groups : [NODES];
  return userNamed(user, { groups: own, uid, ...(hasExtra ? { extra } : {}) });
}

const pairsOf = (extra: Extra) =>
  Object.keys(extra)
    .sort()
    .flatMap((key) => (extra[key] ?? []).map((value) => [key, value] as const));

/** upstream: validateExtra */
function extraFault(extra: Extra): string | undefined {
  const wrong = (what: string) => `impersonating ${what} in extra is not allowed`;
  for (const [key, values] of Object.entries(extra)) {
    if (key === '') return wrong('the empty string key');
    const errors: Errors = [];
    domainPrefixedPath(errors, 'extra.key', key);
    const texts = errors.map(({ field, message }) => `${field}: ${message}`);
    if (texts.length > 0) return `${wrong('an invalid key')}: ${aggregated(texts)}`;
    if (key !== key.toLowerCase()) return `${wrong('a non-lowercase key')}: ${goQuote(key)}`;
    if (values.length === 0) return wrong('empty values');
    if (values.includes('')) return wrong('the empty string value');
  }
  return undefined;
}

function impersonated({ user, groups, uid, extra }: Asked): Attributes[] {
  const verb = 'impersonate';
  const account = serviceAccountOf(user);
  return [
    account ? { verb, resource: 'serviceaccounts', ...account } : { verb, resource: 'users', name: user },
    ...groups.map((name) => ({ verb, resource: 'groups', name })),
    ...pairsOf(extra).map(([subresource, name]) => {
      return { verb, group: AUTHENTICATION_GROUP, version: 'v1', resource: 'userextras', subresource, name };
    }),
    ...(uid ? [{ verb, group: AUTHENTICATION_GROUP, version: 'v1', resource: 'uids', name: uid }] : []),
  ];
}

/** The user that was asked for, as Go prints it. */
function unnamed({ groups, uid, extra }: Asked): ApiError {
  const list = (texts: readonly string[]) => `[]string{${texts.map(goQuote).join(', ')}}`;
  const keys = Object.keys(extra).sort();
  const extras = keys.map((key) => `${goQuote(key)}:${list(extra[key] ?? [])}`).join(', ');
  const parts = [
    'Name:""',
    `UID:${goQuote(uid)}`,
    `Groups:${groups.length > 0 ? list(groups) : '[]string(nil)'}`,
    `Extra:map[string][]string${keys.length > 0 ? `{${extras}}` : '(nil)'}`,
  ];
  return badRequest(`requested &user.DefaultInfo{${parts.join(', ')}} without impersonating a user name`);
}

/** The parts are told as Go prints the references that it makes of them: kind, name, version and key. */
function withoutUser(groups: readonly string[], uid: string, extra: Extra): ApiError {
  const version = `${AUTHENTICATION_GROUP}/v1`;
  const parts = [
    ...groups.map((group) => `{Group  ${group}    }`),
    ...Object.keys(extra)
      .sort()
      .flatMap((key) => (extra[key] ?? []).map((value) => `{UserExtra  ${value}  ${version}  ${key}}`)),
    ...(uid ? [`{UID  ${uid}  ${version}  }`] : []),
  ];
  return badRequest(`requested [${parts.join(' ')}] without impersonating a user`);
}
