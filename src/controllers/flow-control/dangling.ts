// Tells in each FlowSchema's status whether its priority level is there.
// upstream: apiserver/pkg/util/flowcontrol/apf_controller.go presyncFlowSchemaStatus

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { danglingCondition, FLOW_CONSUMER } from '../../kinds/default-flow-control';
import type { FlowSchema } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';

export const flowSchemaStatusController = defineActor({
  name: 'priority-and-fairness-config-consumer',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  watches: [
    watch('FlowSchema', ({ type, key }) => (type === 'DELETED' ? undefined : key)),
    watch('PriorityLevelConfiguration', ({ type, key }, cx) =>
      type === 'MODIFIED' ? undefined : schemasOf(cx, key).map(({ metadata }) => metadata.name),
    ),
  ],
  reconcile: sync,
});

const levelOf = (spec: { readonly priorityLevelConfiguration: { readonly name: string } } | undefined) =>
  spec?.priorityLevelConfiguration.name ?? '';

const schemasOf = (cx: ActorContext, level: string) =>
  (cx.list('FlowSchema') as readonly FlowSchema[]).filter(({ spec }) => levelOf(spec) === level);

function sync(cx: ActorContext, name: string): void {
  const schema = cx.get('FlowSchema', undefined, name) as FlowSchema | undefined;
  if (!schema) return;
  const level = levelOf(schema.spec);
  const isThere = cx.get('PriorityLevelConfiguration', undefined, level) !== undefined;
  const condition = danglingCondition(level, isThere, rfc3339(cx.nowMs));
  const old = schema.status?.conditions?.find(({ type }) => type === 'Dangling');
  const isKnown = (['status', 'reason', 'message'] as const).every((field) => old?.[field] === condition[field]);
  if (isKnown) return;
  const { apiVersion, kind } = schema;
  const applied = { apiVersion, kind, metadata: { name }, status: { conditions: [condition] } };
  const options = { subresource: 'status', fieldManager: FLOW_CONSUMER, force: true };
  cx.patch('FlowSchema', undefined, name, 'apply', applied, options);
}
