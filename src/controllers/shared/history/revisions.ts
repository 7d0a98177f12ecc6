// The ControllerRevisions of a workload: which are its own, in which order, under which names.
// upstream: pkg/controller/history/controller_history.go

import type { Client } from '../../../api/actor';
import type { ControllerRevision } from '../../../kinds/generated/types.gen';
import type { KubeObject } from '../../../kinds/kind';
import type { LabelMatcher } from '../../../kinds/labels';
import { claim, ownedAndOrphans } from '../controller-ref';

const MAX_PREFIX = 223;

/** The owner's revisions: orphans that it selects are adopted, those it selects no more are let go. */
export function claimRevisions(cx: Client, owner: KubeObject, matches: LabelMatcher): readonly ControllerRevision[] {
  return claim(cx, 'ControllerRevision', owner, ownedAndOrphans(cx, 'ControllerRevision', owner), matches);
}

/** Oldest revision first; equal ones by age, then by name. */
export function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  if (a.revision !== b.revision) return a.revision - b.revision;
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

// RFC 3339 texts of one length sort as the times do.
const sortKey = ({ metadata }: ControllerRevision) => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;

/** The highest revision number; 0 when there is none. */
export function newestRevision(revisions: readonly ControllerRevision[]): number {
  return revisions.reduce((newest, { revision }) => Math.max(newest, revision), 0);
}

/** `owner-hash`, the owner's part cut so that the whole is a legal name. */
export function revisionName(ownerName: string, hash: string): string {
  return `${ownerName.slice(0, MAX_PREFIX)}-${hash}`;
}
