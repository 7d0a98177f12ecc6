// Reviews: questions in the form of objects that are answered and never stored.

import type { FieldValidation } from '../api/decode';
import { decodeBody } from '../api/request';
import type { KindRow } from '../kinds/kind';
import { type Answer, objectAnswer } from './exchange';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

const GROUPS: readonly string[] = ['authentication.k8s.io', 'authorization.k8s.io'];

export const isReview = ({ group, verbs }: KindRow) => GROUPS.includes(group) && verbs.join() === 'create';

export function answerReview(
  _served: ServedCluster,
  { request, row }: ResourceRequest,
  value: unknown,
  fieldValidation: FieldValidation,
): Answer {
  const warnings: string[] = [];
  const review = decodeBody(row, value, { fieldValidation }, warnings) as unknown as Record<string, unknown>;
  const { user } = request;
  const status =
    row.kind === 'SelfSubjectReview' ? { userInfo: { username: user.name, groups: user.groups } } : { allowed: true };
  return objectAnswer({ ...review, status }, 201, warnings);
}
