// Who writes an admission policy or a binding of one has to be allowed to read its parameters.
// upstream: pkg/registry/admissionregistration/{validating,mutating}admissionpolicy{,binding}/authz.go

import type { ParamKind, ParamRef } from '../../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import { forbidden } from '../../kinds/validation/field-error';
import { invalid } from '../api-error';
import type { Caller } from '../caller';
import type { ApiServer } from '../server';
import type { Attributes } from './attributes';
import { authorize } from './authorize';
import { MASTERS, type UserInfo } from './user';

interface Spec {
  readonly paramKind?: ParamKind;
  readonly paramRef?: ParamRef;
  readonly policyName?: string;
}

type Asked = Pick<Attributes, 'group' | 'version' | 'resource'> & { readonly fault?: string };

const KINDS = /^(Validating|Mutating)AdmissionPolicy(Binding)?$/;
const ANYTHING: Asked = { group: '*', version: '*', resource: '*' };

/** To be called with an object that is well formed. Errors: 422 Invalid. */
export function checkPolicyParams(
  server: ApiServer,
  { user }: Caller,
  row: KindRow,
  object: KubeObject,
  stored: KubeObject | undefined,
): void {
  if (!user || !KINDS.test(row.key) || user.groups.includes(MASTERS)) return;
  const [{ paramKind, paramRef, policyName = '' }, old] = [specOf(object), stored && specOf(stored)];
  const refuse = (field: string, why: string) => {
    throw invalid(row, object.metadata.name, [forbidden(`spec.${field}`, why)]);
  };
  if (paramRef) {
    const why = refusalOfReference(server, user, row, paramRef, policyName);
    if (why) refuse('paramRef', why);
  } else if (paramKind && !isSame(paramKind, old?.paramKind)) {
    const { fault: _, ...asked } = askedFor(server, paramKind);
    if (authorize(server, user, { ...asked, verb: 'get', name: '*', namespace: '*' }).allowed) return;
    const { apiVersion, kind } = paramKind;
    const what = `all objects of the referenced paramKind (kind=${kind}, apiVersion=${apiVersion})`;
    refuse('paramKind', `user ${goText(user)} must have "get" permission on ${what}`);
  }
}

const specOf = (object: KubeObject) => (object as { spec?: Spec }).spec ?? {};
const isSame = (a: ParamKind, b: ParamKind | undefined) => a.kind === b?.kind && a.apiVersion === b?.apiVersion;

function refusalOfReference(
  server: ApiServer,
  user: UserInfo,
  row: KindRow,
  { name = '', namespace = '' }: ParamRef,
  policyName: string,
): string | undefined {
  const policy = server.parts.reader.get(row.key.replace(/Binding$/, '') as KindName, undefined, policyName);
  const paramKind = policy && specOf(policy).paramKind;
  const verb = name === '' ? 'list' : 'get';
  const { fault, ...asked } = paramKind ? askedFor(server, paramKind) : ANYTHING;
  if (authorize(server, user, { ...asked, verb, name, namespace }).allowed) return undefined;
  const least = `to determine minimum required permissions and user ${goText(user)} does not have "${verb}" permission`;
  const everywhere = `${least} for all groups, versions and resources`;
  if (!policy) return `unable to get policy ${policyName} ${everywhere}`;
  if (fault) return `unable to ${fault} paramKind &{${paramKind?.apiVersion} ${paramKind?.kind}} ${everywhere}`;
  return `user ${goText(user)} does not have "${verb}" permission on the object referenced by paramRef`;
}

/** What has to be readable; of a kind that is not known, all of its version. */
function askedFor(server: ApiServer, { apiVersion = '', kind = '' }: ParamKind): Asked {
  const parts = apiVersion.split('/');
  if (parts.length > 2) return { ...ANYTHING, fault: 'parse' };
  const [version = '', group = ''] = parts.toReversed();
  const found = server.kinds.byVersion(apiVersion, kind);
  return found ? { group, version, resource: found.plural } : { group, version, resource: '*', fault: 'resolve' };
}

/** As Go prints the struct. */
function goText({ name, uid = '', groups, extra = {} }: UserInfo): string {
  const entries = Object.keys(extra)
    .sort()
    .map((key) => `${key}:[${(extra[key] ?? []).join(' ')}]`);
  return `&{${name} ${uid} [${groups.join(' ')}] map[${entries.join(' ')}]}`;
}
