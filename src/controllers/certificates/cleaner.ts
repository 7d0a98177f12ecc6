// csrcleaner: once an hour, what was decided an hour ago goes, and what nobody decided on or signed for a day.
// upstream: pkg/controller/certificates/cleaner/cleaner.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { CertificateSigningRequest } from '../../kinds/generated/types.gen';
import { readCertificates } from '../../kinds/x509/certificate';
import { attempt } from '../../kinds/x509/der';
import { latin1Text, pemBlocks } from '../../kinds/x509/pem';
import { parseRfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { isNotFound, refusalOf } from '../shared/refusal';
import { conditionsOf, isIssued } from './state';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SWEEP = 'sweep';

interface Memory {
  /** When the controller began: it looks whole hours after that. */
  startMs: number;
}

export const csrCleanerController = defineActor<Memory>({
  name: 'csrcleaner',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: () => 0,
  memory: { create: () => ({ startMs: 0 }), fork: ({ startMs }) => ({ startMs }) },
  start: (cx) => {
    cx.state.startMs = cx.nowMs;
  },
  watches: [
    watch('CertificateSigningRequest', ({ type }, cx) => {
      if (type === 'ADDED') askAgain(cx);
      return undefined;
    }),
  ],
  reconcile: (cx) => {
    const all = cx.list('CertificateSigningRequest');
    for (const request of all) {
      if (!isOver(request, cx.nowMs)) continue;
      const refused = refusalOf(() => cx.delete('CertificateSigningRequest', undefined, request.metadata.name));
      if (refused && !isNotFound(refused)) throw refused;
    }
    if (all.length > 0) askAgain(cx);
  },
});

function askAgain(cx: ActorContext<Memory>): void {
  cx.after(HOUR_MS - ((cx.nowMs - cx.state.startMs) % HOUR_MS), SWEEP, { background: true });
}

/** Whether the time of a request is over. */
export function isOver(request: CertificateSigningRequest, nowMs: number): boolean {
  const isOlder = (time: string | undefined, ageMs: number) =>
    Boolean(time) && nowMs - parseRfc3339(time ?? '') > ageMs;
  const conditions = conditionsOf(request);
  if (conditions.length === 0) return isOlder(request.metadata.creationTimestamp, DAY_MS);
  return conditions.some(({ type, lastUpdateTime }) => {
    if (type === 'Denied' || type === 'Failed') return isOlder(lastUpdateTime, HOUR_MS);
    if (type !== 'Approved') return false;
    return isOlder(lastUpdateTime, isIssued(request) ? HOUR_MS : DAY_MS) || isExpired(request, nowMs);
  });
}

function isExpired({ status }: CertificateSigningRequest, nowMs: number): boolean {
  const [block] = pemBlocks(latin1Text(status?.certificate ?? ''));
  const [first] = (block && attempt(() => readCertificates(block.bytes))) ?? [];
  return first !== undefined && nowMs > first.notAfterMs;
}
