// One pod's claims: those from templates are made and told in its status; those of a pod that has a node already are
// reserved for it. upstream: pkg/controller/resourceclaim/controller.go syncPod, handleClaim

import type { ActorContext } from '../../api/actor';
import { ApiError } from '../../api/api-error';
import {
  consumerOf,
  isReservedForPod,
  notForPod,
  POD_CLAIM_ANNOTATION,
  resourceClaimName,
} from '../../kinds/device/pod-claims';
import type { Pod, PodResourceClaim, ResourceClaim, ResourceClaimTemplate } from '../../kinds/generated/types.gen';
import { isPodTerminal } from '../shared/pod-state';
import { SyncFailure } from '../shared/syncing';
import { type Memory, nameOfMade, remember } from './made-claims';

type Context = ActorContext<Memory>;

const FIELD_MANAGER = 'ResourceClaimController';
/** Leaves room for five random characters in a name of 63. */
const MAX_BASE = 57;

export function syncPod(cx: Context, namespace: string, name: string): void {
  const pod = cx.get('Pod', namespace, name);
  if (!pod || pod.metadata.deletionTimestamp) return;
  const uses = pod.spec.resourceClaims ?? [];
  const made = uses.flatMap((use) => {
    const claim = orTell(cx, pod, use, () => provide(cx, pod, use));
    return claim === undefined ? [] : [{ name: use.name, resourceClaimName: claim }];
  });
  if (made.length > 0) {
    const status = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace },
      status: { resourceClaimStatuses: made },
    };
    const options = { subresource: 'status', fieldManager: FIELD_MANAGER, force: true };
    cx.patch('Pod', namespace, name, 'apply', status, options);
  }
  if (pod.spec.nodeName && !isPodTerminal(pod)) for (const use of uses) reserve(cx, pod, use);
}

function orTell<T>(cx: Context, pod: Pod, use: PodResourceClaim, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof SyncFailure)) throw error;
    const message = `PodResourceClaim ${use.name}: ${error.message}`;
    cx.event(pod, { type: 'Warning', reason: 'FailedResourceClaimCreation', message });
    throw new SyncFailure(message);
  }
}

/** The name of the claim that the pod's status must tell; undefined when there is nothing to tell. */
function provide(cx: Context, pod: Pod, use: PodResourceClaim): string | undefined {
  const { namespace } = pod.metadata;
  const found = resourceClaimName(pod, use);
  if ('name' in found) {
    if (found.name === undefined) return undefined;
    const claim = cx.get('ResourceClaim', namespace, found.name);
    if (claim && !(found.isOwn && notForPod(claim, pod) !== undefined)) return undefined;
  }
  const { resourceClaimTemplateName: templateName } = use;
  if (templateName === undefined) return undefined;
  const { uid = '' } = pod.metadata;
  const orphan = cx
    .by('ResourceClaim', 'pod', uid)
    .find(({ metadata }) => metadata.annotations?.[POD_CLAIM_ANNOTATION] === use.name);
  const known = orphan?.metadata.name ?? nameOfMade(cx.state, uid, use.name, cx.nowMs);
  if (known !== undefined) return known;
  const template = cx.get('ResourceClaimTemplate', namespace, templateName);
  if (!template) {
    const absent = `resourceclaimtemplate.resource.k8s.io "${templateName}" not found`;
    throw new SyncFailure(`resource claim template "${templateName}": ${absent}`);
  }
  const { name } = create(cx, claimFrom(template, pod, use)).metadata;
  remember(cx.state, { uid, use: use.name, name, atMs: cx.nowMs });
  return name;
}

function create(cx: Context, claim: ResourceClaim): ResourceClaim {
  try {
    return cx.create(claim);
  } catch (error) {
    if (error instanceof ApiError) throw new SyncFailure(`create ResourceClaim : ${error.message}`);
    throw error;
  }
}

function claimFrom({ spec }: ResourceClaimTemplate, pod: Pod, use: PodResourceClaim): ResourceClaim {
  const { labels, annotations } = spec.metadata ?? {};
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata: {
      namespace: pod.metadata.namespace,
      generateName: baseName(pod.metadata.name, use.name),
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Pod', name: pod.metadata.name, uid: pod.metadata.uid ?? '', controller: true },
      ],
      annotations: { ...annotations, [POD_CLAIM_ANNOTATION]: use.name },
      ...(labels ? { labels } : {}),
    },
    spec: spec.spec,
  } as unknown as ResourceClaim;
}

/** Of long names something of both stays. */
function baseName(pod: string, use: string): string {
  const base = `${pod}-${use}-`;
  if (base.length <= MAX_BASE) return base;
  const part = (name: string) => name.slice(0, Math.floor((name.length * MAX_BASE) / base.length));
  return `${part(pod)}-${part(use)}`;
}

/** A pod that went past the scheduler uses what has devices. */
function reserve(cx: Context, pod: Pod, use: PodResourceClaim): void {
  const current = cx.get('Pod', pod.metadata.namespace, pod.metadata.name) ?? pod;
  const found = resourceClaimName(current, use);
  if (!('name' in found) || found.name === undefined) return;
  const claim = cx.get('ResourceClaim', pod.metadata.namespace, found.name);
  if (!claim?.status?.allocation || isReservedForPod(claim, pod)) return;
  const why = found.isOwn ? notForPod(claim, pod) : undefined;
  if (why !== undefined) throw new SyncFailure(why);
  const reservedFor = [...(claim.status.reservedFor ?? []), consumerOf(pod)];
  cx.updateStatus({ ...claim, status: { ...claim.status, reservedFor } });
}
