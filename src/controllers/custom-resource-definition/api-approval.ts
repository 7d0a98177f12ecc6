// The API server's controller that tells whether a definition in one of Kubernetes' own groups was approved.
// upstream: apiextensions-apiserver/pkg/controller/apiapproval/apiapproval_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { conditionOf, withCondition } from '../../custom/conditions';
import { approvalCondition, isProtectedGroup } from '../../custom/definition/api-approval';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';

export const apiApprovalController = defineActor<Retries>({
  name: 'crd-api-approval-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('CustomResourceDefinition', ({ type, key, object }) =>
      type !== 'DELETED' && isProtectedGroup(object.spec.group) ? key : undefined,
    ),
  ],
  reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => tellApproval(cx, key)),
});

function tellApproval(cx: ActorContext<Retries>, name: string): void {
  const definition = cx.get('CustomResourceDefinition', undefined, name);
  const wanted = definition && approvalCondition(definition);
  if (!wanted) return;
  const old = conditionOf(definition, wanted.type);
  if (old?.status === wanted.status && old.reason === wanted.reason && old.message === wanted.message) return;
  cx.updateStatus({ ...definition, status: withCondition(definition.status ?? {}, wanted, rfc3339(cx.nowMs)) });
}
