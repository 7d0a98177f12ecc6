// Questions to the server about who somebody is and what they may do: they are answered, never stored.
// upstream: pkg/registry/authorization, pkg/registry/authentication, pkg/apis/authorization/validation

import { equalData } from '../../kinds/equal-data';
import type {
  LocalSubjectAccessReview,
  NonResourceAttributes,
  PolicyRule,
  SelfSubjectAccessReview,
  SelfSubjectReview,
  SelfSubjectRulesReview,
  SubjectAccessReview,
  SubjectAccessReviewSpec,
  SubjectAccessReviewStatus,
  TokenReview,
  UserInfo as UserInfoStatus,
} from '../../kinds/generated/types.gen';
import type { FieldError, KindRow, KubeObject } from '../../kinds/kind';
import { type Errors, invalid as invalidField } from '../../kinds/validation/field-error';
import { rfc3339 } from '../../sim/time';
import { badRequest, invalid } from '../api-error';
import type { Caller } from '../caller';
import type { ApiServer } from '../server';
import type { Attributes } from './attributes';
import { aggregated, authorize } from './authorize';
import { userOf } from './identity';
import { missingRole, rulesFor } from './rules-for';
import { checkSelectors } from './selector-attributes';
import type { UserInfo } from './user';

type Answer = (server: ApiServer, user: UserInfo, row: KindRow, review: never) => KubeObject;

const ANSWERS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['SelfSubjectAccessReview', selfAccess],
  ['SubjectAccessReview', access],
  ['LocalSubjectAccessReview', localAccess],
  ['SelfSubjectRulesReview', selfRules],
  ['SelfSubjectReview', selfInfo],
  ['TokenReview', token],
]);

/** The answered review; undefined for every other kind. Errors: 422 Invalid, 400 BadRequest. */
export function answerReview(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  object: KubeObject,
): KubeObject | undefined {
  return ANSWERS.get(row.key)?.(server, userOf(caller), row, object as never);
}

function selfAccess(server: ApiServer, user: UserInfo, row: KindRow, review: SelfSubjectAccessReview): KubeObject {
  refuse(row, [...selfErrors(review.spec), ...metadataErrors(review, 'must be empty')]);
  return answered(review, statusOf(server, user, review.spec));
}

function access(server: ApiServer, _user: UserInfo, row: KindRow, review: SubjectAccessReview): KubeObject {
  refuse(row, [...specErrors(review.spec), ...metadataErrors(review, 'must be empty')]);
  return answered(review, statusOf(server, subjectOf(review.spec), review.spec));
}

function localAccess(server: ApiServer, _user: UserInfo, row: KindRow, review: LocalSubjectAccessReview): KubeObject {
  const { spec, metadata } = review;
  const errors: Errors = specErrors(spec);
  const { namespace = '', ...rest } = metadata;
  errors.push(
    ...metadataErrors({ ...review, metadata: rest as typeof metadata }, 'must be empty except for namespace'),
  );
  const asked = spec.resourceAttributes;
  if (asked && (asked.namespace ?? '') !== namespace) {
    errors.push(
      invalidField('spec.resourceAttributes.namespace', asked.namespace ?? '', 'must match metadata.namespace'),
    );
  }
  if (spec.nonResourceAttributes) {
    const why = 'disallowed on this kind of request';
    errors.push(invalidField('spec.nonResourceAttributes', shownPath(spec.nonResourceAttributes), why));
  }
  refuse(row, errors);
  return answered(review, statusOf(server, subjectOf(spec), spec));
}

const answered = (review: KubeObject, status: object): KubeObject => ({ ...review, status }) as KubeObject;

type AccessSpec = Pick<SubjectAccessReviewSpec, 'resourceAttributes' | 'nonResourceAttributes'>;

/** The kind goes unnamed, since the server reads it off an object that does not say it. */
function refuse({ group, plural }: KindRow, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ group, plural, kind: '' }, '', errors);
}

function attributeErrors({ resourceAttributes, nonResourceAttributes }: AccessSpec): Errors {
  const errors: Errors = [];
  if (resourceAttributes && nonResourceAttributes) {
    const why = 'cannot be specified in combination with resourceAttributes';
    errors.push(invalidField('spec.nonResourceAttributes', shownPath(nonResourceAttributes), why));
  }
  if (!resourceAttributes && !nonResourceAttributes) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalidField('spec.resourceAttributes', null, why));
  }
  return errors;
}

function selfErrors(spec: AccessSpec): Errors {
  const errors = attributeErrors(spec);
  if (spec.resourceAttributes) checkSelectors(errors, spec.resourceAttributes);
  return errors;
}

/** As the server's own type has it. */
const shownPath = ({ path = '', verb = '' }: NonResourceAttributes) => ({ Path: path, Verb: verb });

function specErrors(spec: SubjectAccessReviewSpec): Errors {
  const errors = attributeErrors(spec);
  if (!spec.user && !spec.groups?.length) {
    errors.push(invalidField('spec.user', '', 'at least one of user or group must be specified'));
  }
  if (spec.resourceAttributes) checkSelectors(errors, spec.resourceAttributes);
  return errors;
}

/** What nobody may say of something that is not kept. */
function metadataErrors({ metadata }: KubeObject, why: string): Errors {
  const { managedFields: _managed, ...said } = metadata;
  return equalData(said, {}) ? [] : [invalidField('metadata', said, why)];
}

const subjectOf = ({ user = '', groups = [], uid, extra }: SubjectAccessReviewSpec): UserInfo => ({
  name: user,
  groups,
  uid,
  extra,
});

function statusOf(server: ApiServer, user: UserInfo, spec: AccessSpec): SubjectAccessReviewStatus {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  const attributes: Attributes = resource
    ? { ...resource, verb: resource.verb ?? '', version: resource.version || '*' }
    : { verb: path?.verb ?? '', path: path?.path };
  const { allowed, reason } = authorize(server, user, attributes);
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

function selfRules(server: ApiServer, user: UserInfo, _row: KindRow, review: SelfSubjectRulesReview): KubeObject {
  const { namespace } = review.spec;
  if (!namespace) throw badRequest('no namespace on request');
  const rules: PolicyRule[] = [];
  const missing = new Set<string>();
  for (const given of rulesFor(server.parts.reader, user, namespace)) {
    if (given.rule) rules.push(given.rule);
    if (given.missing) missing.add(missingRole(given.missing));
  }
  return {
    ...review,
    spec: {},
    status: {
      resourceRules: rules.flatMap(({ verbs, apiGroups, resources, resourceNames }) =>
        resources?.length ? [{ verbs, apiGroups, resources, ...(resourceNames ? { resourceNames } : {}) }] : [],
      ),
      nonResourceRules: rules.flatMap(({ verbs, nonResourceURLs }) =>
        nonResourceURLs?.length ? [{ verbs, nonResourceURLs }] : [],
      ),
      incomplete: false,
      ...(missing.size > 0 ? { evaluationError: aggregated([...missing]) } : {}),
    },
  } as KubeObject;
}

function selfInfo(server: ApiServer, user: UserInfo, _row: KindRow, review: SelfSubjectReview): KubeObject {
  const creationTimestamp = rfc3339(server.parts.clock.nowMs);
  return {
    ...review,
    metadata: { creationTimestamp },
    status: { userInfo: userStatus(user) },
  } as unknown as KubeObject;
}

const userStatus = ({ name, uid, groups, extra }: UserInfo): UserInfoStatus => ({
  username: name,
  ...(uid ? { uid } : {}),
  groups,
  ...(extra ? { extra } : {}),
});

/** No tokens are given out, so that none is valid. */
function token(_server: ApiServer, _user: UserInfo, _row: KindRow, review: TokenReview): KubeObject {
  if (!review.spec.token) throw badRequest('token is required for TokenReview in authentication');
  return answered(review, { user: {}, error: '[invalid bearer token]' });
}
