// The clusterrole-aggregation-controller: a ClusterRole with an aggregation rule holds the rules of the roles that it
// selects, whatever else somebody writes there.
// upstream: pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { aggregatedRules } from '../api/authorization/aggregation';
import { equalData } from '../kinds/equal-data';
import { Lane } from '../sim/work-queue';
import { refusalOf } from './shared/refusal';

export const clusterRoleAggregationController = defineActor({
  name: 'clusterrole-aggregation-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  watches: [
    watch('ClusterRole', (_change, cx) =>
      cx.list('ClusterRole').flatMap(({ aggregationRule, metadata }) => (aggregationRule ? [metadata.name] : [])),
    ),
  ],
  reconcile: aggregate,
});

function aggregate(cx: ActorContext, name: string): void {
  const role = cx.get('ClusterRole', undefined, name);
  if (!role?.aggregationRule) return;
  const rules = aggregatedRules(role, cx.list('ClusterRole'));
  if (equalData(rules, role.rules ?? [])) return;
  const configuration = { apiVersion: role.apiVersion, kind: role.kind, metadata: { name }, rules };
  refusalOf(() =>
    cx.patch('ClusterRole', undefined, name, 'apply', configuration, {
      force: true,
      fieldManager: 'clusterrole-aggregation-controller',
    }),
  );
}
