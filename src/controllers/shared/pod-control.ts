// Making and removing pods for an owner, with the events that tell of it on the owner.
// upstream: pkg/controller/controller_utils.go RealPodControl, replicaset slowStartBatch

import type { Client } from '../../api/actor';
import { ApiError } from '../../api/api-error';
import type { OwnerReference, Pod, PodTemplateSpec } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { controllerRef } from '../../kinds/owner';
import { isNamespaceTerminating, isNotFound, refusalOf } from './refusal';

const MAX_NAME = 253;

/** The pod that `owner` would create from its template; the API server completes its name. */
export function podFromTemplate(
  owner: KubeObject,
  template: PodTemplateSpec,
  ref: OwnerReference,
  generateName = podNamePrefix(owner.metadata.name),
): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const { namespace } = owner.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [ref],
    },
    spec: template.spec,
  };
}

/** `name-`, or the name itself where the dash would make it too long. */
export function podNamePrefix(ownerName: string): string {
  return ownerName.length < MAX_NAME ? `${ownerName}-` : ownerName;
}

/** Creates a pod from the template. Answers the failure, after its event; none in a namespace that is being deleted. */
export function createPod(
  cx: Client,
  owner: KubeObject,
  template: PodTemplateSpec,
  ref: OwnerReference = controllerRef(owner),
  generateName?: string,
): Error | undefined {
  if (Object.keys(template.metadata?.labels ?? {}).length === 0) return new Error('unable to create pods, no labels');
  let pod: Pod;
  try {
    pod = cx.create(podFromTemplate(owner, template, ref, generateName));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isNamespaceTerminating(error)) return undefined;
    cx.event(owner, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${error.message}` });
    return error;
  }
  cx.event(owner, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}` });
  return undefined;
}

/** Deletes a pod with its own grace period. Answers the failure, after its event; a pod that is gone is none. */
export function deletePod(cx: Client, owner: KubeObject, pod: Pod): Error | undefined {
  const { namespace, name } = pod.metadata;
  const refusal = refusalOf(() => cx.delete('Pod', namespace, name));
  if (refusal === undefined) {
    cx.event(owner, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}` });
    return undefined;
  }
  if (isNotFound(refusal)) return undefined;
  cx.event(owner, { type: 'Warning', reason: 'FailedDelete', message: `Error deleting: ${refusal.message}` });
  return new Error(`unable to delete pods: ${refusal.message}`);
}

/** Calls `make` in batches of 1, 2, 4, ... up to `count` in all; stops after the first batch in which a call failed. */
export function slowStart(count: number, make: () => Error | undefined): Error | undefined {
  let remaining = count;
  for (let batch = Math.min(1, remaining); batch > 0; batch = Math.min(2 * batch, remaining)) {
    let failure: Error | undefined;
    for (let index = 0; index < batch; index++) {
      const failed = make();
      failure ??= failed;
    }
    if (failure) return failure;
    remaining -= batch;
  }
  return undefined;
}
