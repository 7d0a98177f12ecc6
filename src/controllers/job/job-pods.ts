// Making, removing and letting go of a job's pods.
// upstream: pkg/controller/job/job_controller.go manageJob, deleteJobPods, removeTrackingFinalizerPatch

import type { Client } from '../../api/actor';
import type { Pod, PodTemplateSpec } from '../../kinds/generated/types.gen';
import { controllerRef } from '../../kinds/owner';
import { createPod, deletePod, slowStart } from '../shared/pod-control';
import { refusalOf } from '../shared/refusal';
import { isTracked, TRACKING_FINALIZER } from './job-pod';
import type { JobSync } from './job-sync';
import type { PodPlan } from './pod-plan';
import { indexedNamePrefix, indexTemplate, trackedTemplate } from './pod-template';

/** Takes the job's finalizer off a pod that has it. */
export function releasePod(cx: Client, pod: Pod): void {
  if (!isTracked(pod)) return;
  const { namespace, name } = pod.metadata;
  const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': [TRACKING_FINALIZER] } };
  cx.patch('Pod', namespace, name, 'strategic', patch);
}

/** Deletes pods that shall not count: their finalizer goes first. Answers those that were deleted. */
export function removePods(sync: JobSync, pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod) => {
    const refused = refusalOf(() => releasePod(sync.cx, pod));
    if (refused?.reason === 'NotFound') return true;
    const failure = refused ?? deletePod(sync.cx, sync.job, pod);
    sync.failure ??= failure;
    return failure === undefined;
  });
}

/** Makes the pods of a plan; answers how many were made. */
export function addPods(sync: JobSync, plan: Extract<PodPlan, { step: 'add' | 'addIndexes' }>): number {
  const { cx, job } = sync;
  const ref = controllerRef(job);
  const make = (template: PodTemplateSpec, generateName?: string) => {
    const failure = createPod(cx, job, template, ref, generateName);
    if (failure === undefined) made++;
    return failure;
  };
  let made = 0;
  if (plan.step === 'add') {
    sync.failure = slowStart(plan.count, () => make(trackedTemplate(job.spec.template)));
    return made;
  }
  const indexes = plan.indexes.values();
  sync.failure = slowStart(plan.indexes.length, () => {
    const index = indexes.next().value as number;
    const template = indexTemplate(job, index, sync.view.lastFailed.get(index));
    return make(template, indexedNamePrefix(job.metadata.name, index));
  });
  return made;
}
