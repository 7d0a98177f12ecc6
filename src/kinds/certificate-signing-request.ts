// CertificateSigningRequest: who asks is written down by the server, what is asked stays, and approval and status have
// ways of their own. upstream: pkg/registry/certificates/certificates/strategy.go

import { rfc3339 } from '../sim/time';
import {
  checkApproval,
  checkNewRequest,
  checkRequestStatus,
  checkRequestUpdate,
} from './certificate-signing-request-rules';
import type { CertificateSigningRequest, CertificateSigningRequestCondition } from './generated/types.gen';
import { defineKind } from './kind';

type Conditions = readonly CertificateSigningRequestCondition[];

const APPROVAL: readonly string[] = ['Approved', 'Denied'];

export const certificateSigningRequest = defineKind<CertificateSigningRequest>({
  selectableFields: { 'spec.signerName': ({ spec }) => spec.signerName },
  prepareCreate: ({ status: _status, ...object }, cx) => {
    const { username: _name, uid: _uid, groups: _groups, extra: _extra, ...asked } = object.spec;
    const { name, uid, groups, extra } = cx.user();
    const asker = { username: name, ...(uid ? { uid } : {}), groups, ...(extra ? { extra } : {}) };
    return { ...object, spec: { ...asked, ...asker } };
  },
  prepareUpdate: (next, { spec, status }) => ({ ...withoutStatus(next), spec, ...(status ? { status } : {}) }),
  prepareStatusUpdate: (next, stored, cx) => {
    const given = keepApproval(next.status?.conditions ?? [], stored.status?.conditions ?? []);
    const status = { ...next.status, ...(given.length > 0 ? { conditions: stamped(given, stored, cx.nowMs) } : {}) };
    return { ...next, spec: stored.spec, status };
  },
  subresourceUpdates: {
    approval: {
      prepare: (next, stored, cx) => {
        const conditions = stamped(next.status?.conditions ?? [], stored, cx.nowMs);
        const { conditions: _before, ...rest } = stored.status ?? {};
        const status = { ...rest, ...(conditions.length > 0 ? { conditions } : {}) };
        return { ...next, spec: stored.spec, status };
      },
      validate: checkApproval,
    },
  },
  validate: checkNewRequest,
  validateUpdate: checkRequestUpdate,
  validateStatusUpdate: checkRequestStatus,
});

function withoutStatus({ status: _status, ...rest }: CertificateSigningRequest): CertificateSigningRequest {
  return rest;
}

/** Whoever sets the status cannot change what was decided; what is added or taken away is refused by validation. */
function keepApproval(next: Conditions, stored: Conditions): Conditions {
  let kept = next;
  for (const type of APPROVAL) {
    const before = stored.filter((one) => one.type === type);
    if (before.length !== next.filter((one) => one.type === type).length) continue;
    let at = 0;
    kept = kept.map((one) => (one.type === type ? (before[at++] as CertificateSigningRequestCondition) : one));
  }
  return kept;
}

/** Times that are not said: now, or the transition that stands. */
function stamped(conditions: Conditions, { status }: CertificateSigningRequest, nowMs: number): Conditions {
  const now = rfc3339(nowMs);
  return conditions.map((condition) => {
    const known = status?.conditions?.find((one) => one.type === condition.type && one.status === condition.status);
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? now,
      lastTransitionTime: condition.lastTransitionTime ?? known?.lastTransitionTime ?? now,
    };
  });
}
