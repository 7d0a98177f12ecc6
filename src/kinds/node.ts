// Node: what the API server does with one of its own. Unlike other kinds it may bring its status along when created.
// upstream: pkg/registry/core/node/strategy.go, pkg/apis/core/v1 SetDefaults_NodeStatus

import type { Node, NodeSpec, NodeStatus } from './generated/types.gen';
import { keepSpec, keepStatus } from './keep';
import { defineKind } from './kind';
import { checkNewNode, checkNodeUpdate, nodeWarnings } from './node-rules';
import { roundedList } from './pod-spec/rounded-list';
import { changeField, withoutField } from './with-defaults';

const NO_SPEC = Object.freeze({});

export const node = defineKind<Node>({
  defaults: (object) => {
    const complete =
      object.spec && object.status ? object : { ...object, spec: object.spec ?? NO_SPEC, status: object.status ?? {} };
    return changeField(changeField(complete, 'spec', withPodCidrs), 'status', statusDefaults);
  },
  // The kubelet's configuration was once named here.
  prepareCreate: (object) =>
    changeField(
      changeField(object, 'spec', (spec) => withoutField(spec, 'configSource')),
      'status',
      (status) => withoutField(status, 'config'),
    ),
  prepareUpdate: (next, stored) =>
    keepStatus(
      stored.spec?.configSource ? next : changeField(next, 'spec', (spec) => withoutField(spec, 'configSource')),
      stored,
    ),
  validate: checkNewNode,
  validateUpdate: (next, stored) => [...checkNewNode(next), ...checkNodeUpdate(next, stored)],
  prepareStatusUpdate: (next, stored) => {
    const kept = keepSpec(next, stored);
    return stored.status?.config ? kept : changeField(kept, 'status', (status) => withoutField(status, 'config'));
  },
  validateStatusUpdate: checkNodeUpdate,
  warnings: nodeWarnings,
  selectableFields: { 'spec.unschedulable': ({ spec }) => String(spec?.unschedulable ?? false) },
});

/** `podCIDR` is the first of `podCIDRs`; where both are given and differ, it decides. */
function withPodCidrs(spec: NodeSpec): NodeSpec {
  const { podCIDR, podCIDRs } = spec;
  const first = podCIDRs?.[0];
  if (podCIDR && podCIDR !== first) return { ...spec, podCIDRs: [podCIDR] };
  return !podCIDR && first ? { ...spec, podCIDR: first } : spec;
}

function statusDefaults(status: NodeStatus): NodeStatus {
  const next = changeField(changeField(status, 'capacity', roundedList), 'allocatable', roundedList);
  return next.allocatable === undefined && next.capacity ? { ...next, allocatable: next.capacity } : next;
}
