// The ReplicaSet of the Deployment's present template: found and brought up to date, or created under the name that the
// template's hash gives it. upstream: pkg/controller/deployment/sync.go getAllReplicaSetsAndSyncRevision,
// getNewReplicaSet

import { ApiError } from '../../api/api-error';
import type { Deployment, ReplicaSet } from '../../kinds/generated/types.gen';
import { controllerOf, controllerRef } from '../../kinds/owner';
import { isAlreadyExists, isNamespaceTerminating, refusalOf } from '../shared/refusal';
import { templateHash } from '../shared/template-hash/template-hash';
import {
  type Annotations,
  annotationsOf,
  maxRevision,
  newReplicaSetAnnotations,
  REVISION,
  sizeAnnotations,
  withAnnotations,
} from './annotations';
import { findCondition, makeCondition, setCondition } from './conditions';
import { progressDeadlineSeconds } from './limits';
import { type ReplicaSets, splitReplicaSets } from './replica-sets';
import { planNewSize } from './rolling-plan';
import { changeStatus, type Sync, write, writeStatus } from './sync';
import { equalTemplates, HASH_LABEL, selectorWithHash, withHash } from './template';

const MAX_NAME = 253;

/** The Deployment's ReplicaSets, the new one's revision and annotations brought up to date or, if asked, created. */
export function syncReplicaSets(sync: Sync, replicaSets: readonly ReplicaSet[], create: boolean): ReplicaSets {
  const { current, old } = splitReplicaSets(sync.deployment, replicaSets);
  const revision = maxRevision(old) + 1;
  if (current !== undefined) return { current: updateCurrent(sync, current, revision), old };
  return { current: create ? createCurrent(sync, old, revision) : undefined, old };
}

function updateCurrent(sync: Sync, current: ReplicaSet, revision: number): ReplicaSet {
  const { cx, deployment } = sync;
  const annotations = newReplicaSetAnnotations(deployment, current, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  if (annotations !== annotationsOf(current) || (current.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: ignored, ...spec } = current.spec;
    const updated: ReplicaSet = {
      ...current,
      metadata: { ...current.metadata, annotations },
      spec: minReadySeconds === 0 ? spec : { ...spec, minReadySeconds },
    };
    return write(sync, () => cx.update(updated));
  }
  let changed = setRevision(sync, annotations[REVISION] ?? '');
  const watched = progressDeadlineSeconds(deployment) !== undefined;
  if (watched && findCondition(deployment.status?.conditions, 'Progressing') === undefined) {
    setProgressing(sync, 'True', 'FoundNewReplicaSet', `Found new replica set "${current.metadata.name}"`);
    changed = true;
  }
  if (changed) writeStatus(sync);
  return current;
}

function createCurrent(sync: Sync, old: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { cx, deployment } = sync;
  const wanted = newReplicaSet(deployment, old, revision);
  const { name } = wanted.metadata;
  let created: ReplicaSet;
  try {
    created = write(sync, () => cx.create(wanted));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    created = onRefusedCreate(sync, wanted, error);
    if (setRevision(sync, String(revision))) writeStatus(sync);
    return created;
  }
  const size = wanted.spec.replicas ?? 0;
  if (size > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${size}`;
    cx.event(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message });
  }
  let changed = setRevision(sync, String(revision));
  if (progressDeadlineSeconds(deployment) !== undefined) {
    setProgressing(sync, 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
    changed = true;
  }
  if (changed) writeStatus(sync);
  return created;
}

/** The ReplicaSet as the controller asks for it. */
export function newReplicaSet(deployment: Deployment, old: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { spec, metadata } = deployment;
  const hash = templateHash(spec.template, deployment.status?.collisionCount);
  const template = withHash(deployment, hash);
  const bare: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(metadata.name, hash),
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      labels: template.metadata?.labels ?? { [HASH_LABEL]: hash },
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      replicas: 0,
      selector: selectorWithHash(spec.selector, hash),
      template,
    },
  };
  const annotations: Annotations = {
    ...newReplicaSetAnnotations(deployment, bare, revision),
    ...sizeAnnotations(deployment),
  };
  const replicas = planNewSize(deployment, bare, [...old, bare]);
  return { ...bare, metadata: { ...bare.metadata, annotations }, spec: { ...bare.spec, replicas } };
}

/** `<deployment>-<hash>`, the Deployment's part cut where the whole would be too long. */
export function replicaSetName(deploymentName: string, hash: string): string {
  return `${deploymentName.slice(0, MAX_NAME - hash.length - 1)}-${hash}`;
}

/** Answers the ReplicaSet that is there already; throws after telling of any other refusal. */
function onRefusedCreate(sync: Sync, wanted: ReplicaSet, refusal: ApiError): ReplicaSet {
  const { cx, deployment } = sync;
  const { namespace, name } = wanted.metadata;
  if (isAlreadyExists(refusal)) {
    const taken = cx.get('ReplicaSet', namespace, name);
    if (taken === undefined) throw refusal;
    const own = controllerOf(taken)?.uid === deployment.metadata.uid;
    if (own && equalTemplates(deployment.spec.template, taken.spec.template)) return taken;
    // Another template has the same hash: the count enters the hash of the next try.
    changeStatus(sync, { collisionCount: (deployment.status?.collisionCount ?? 0) + 1 });
    writeStatus(sync);
    throw refusal;
  }
  if (isNamespaceTerminating(refusal)) throw refusal;
  const message = `Failed to create new replica set "${name}": ${refusal.message}`;
  if (progressDeadlineSeconds(deployment) !== undefined) {
    setProgressing(sync, 'False', 'ReplicaSetCreateError', message);
    refusalOf(() => writeStatus(sync));
  }
  cx.event(deployment, { type: 'Warning', reason: 'ReplicaSetCreateError', message });
  throw refusal;
}

function setProgressing(sync: Sync, status: 'True' | 'False', reason: string, message: string): void {
  const condition = makeCondition(sync.cx.nowMs, 'Progressing', status, reason, message);
  changeStatus(sync, { conditions: setCondition(sync.deployment.status?.conditions ?? [], condition) });
}

/** Sets the working copy's revision; true when it changed. */
function setRevision(sync: Sync, revision: string): boolean {
  const { deployment } = sync;
  const annotations = withAnnotations(annotationsOf(deployment), { [REVISION]: revision });
  if (annotations === annotationsOf(deployment)) return false;
  sync.deployment = { ...deployment, metadata: { ...deployment.metadata, annotations } };
  return true;
}
