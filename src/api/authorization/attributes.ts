// What a request wants to do, as authorizers see it, and the refusal of one.
// upstream: apiserver/pkg/authorization/authorizer, apiserver/pkg/endpoints/handlers/responsewriters/errors.go

import { type KindRow, resourceName } from '../../kinds/kind';
import { goQuote } from '../../kinds/validation/field-error';
import { ApiError } from '../api-error';
import type { UserInfo } from './user';

/** A request for a resource, or for a path when there is none. What is not said is empty. */
export interface Attributes {
  /** get, list, watch, create, update, patch, delete, deletecollection, or another; of a path its method, small. */
  readonly verb: string;
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly resource?: string | undefined;
  readonly subresource?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly path?: string | undefined;
}

export interface Decision {
  readonly allowed: boolean;
  /** Why; of a refusal it is empty unless something went wrong. */
  readonly reason: string;
}

export type Target = Pick<Attributes, 'namespace' | 'name' | 'subresource'>;

/** The attributes of a verb on a kind's resource. */
export function attributesOf(row: KindRow, verb: string, { namespace, name, subresource }: Target = {}): Attributes {
  const { group, version, plural } = row;
  // A namespace's own name is the namespace of its path. upstream: apiserver/pkg/endpoints/request/requestinfo.go
  const place = row.namespaced ? namespace : row.key === 'Namespace' ? name : '';
  return { verb, group, version, resource: plural, subresource, namespace: place, name };
}

/** The 403 of a request that no rule allows. */
export function notAllowed({ name: user }: UserInfo, attributes: Attributes, reason: string): ApiError {
  const { verb, group = '', resource, subresource, namespace, name, path = '' } = attributes;
  const quote = goQuote;
  const because = reason === '' ? '' : `: ${reason}`;
  if (!resource) {
    const message = `forbidden: User ${quote(user)} cannot ${verb} path ${quote(path)}${because}`;
    return new ApiError(403, 'Forbidden', message, {});
  }
  const what = quote(subresource ? `${resource}/${subresource}` : resource);
  const where = namespace ? `in the namespace ${quote(namespace)}` : 'at the cluster scope';
  const subject = resourceName({ group, plural: resource }) + (name ? ` ${quote(name)}` : '');
  const message = `User ${quote(user)} cannot ${verb} resource ${what} in API group ${quote(group)} ${where}`;
  return new ApiError(403, 'Forbidden', `${subject} is forbidden: ${message}${because}`, {
    ...(name ? { name } : {}),
    ...(group ? { group } : {}),
    kind: resource,
  });
}
