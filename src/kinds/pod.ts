// Pod: what the API server does with one of its own.
// upstream: pkg/registry/core/pod/strategy.go

import { resourceClaimKeys, resourceClaimTemplateKeys } from './device/pod-claims';
import type { Pod } from './generated/types.gen';
import { keepStatus } from './keep';
import { defineKind } from './kind';
import { claimKeysOf } from './pod-claims';
import { podEphemeralContainers } from './pod-ephemeral-containers';
import { podResize } from './pod-resize';
import { checkNewPod } from './pod-rules';
import { applyMatchLabelKeys } from './pod-spec/match-label-keys';
import { specDefaultsOfPod } from './pod-spec/pod-defaults';
import { syncAppArmor } from './pod-spec/sync-app-armor';
import { firstStatus, prepareStatusUpdate } from './pod-status';
import { checkPodStatus, podStatusWarnings } from './pod-status-rules';
import { checkPodUpdate } from './pod-update';
import { podWarnings } from './warnings';
import { changeField, withFields } from './with-defaults';

export const pod = defineKind<Pod>({
  hasGeneration: true,
  returnsDeleted: true,
  defaults: (object, stored) =>
    object.spec === stored?.spec ? object : changeField(object, 'spec', specDefaultsOfPod),
  prepareCreate: (object, cx) =>
    withFields(object, {
      spec: applyMatchLabelKeys(syncAppArmor(object, cx.warn), object.metadata.labels),
      status: firstStatus(object, cx.nowMs),
    }),
  prepareUpdate: keepStatus,
  prepareStatusUpdate,
  subresourceUpdates: { resize: podResize, ephemeralcontainers: podEphemeralContainers },
  validate: checkNewPod,
  validateUpdate: checkPodUpdate,
  validateStatusUpdate: checkPodStatus,
  statusWarnings: podStatusWarnings,
  // A pod's warnings come once, when it is created.
  warnings: (object, stored) => (stored ? [] : podWarnings(object)),
  graceSeconds,
  indexes: {
    node: ({ spec }) => spec.nodeName ?? '',
    ip: ({ status }) => status?.podIP,
    claim: claimKeysOf,
    resourceClaim: resourceClaimKeys,
    resourceClaimTemplate: resourceClaimTemplateKeys,
  },
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    // As old clients call it.
    'spec.host': ({ spec }) => spec.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec.hostNetwork ?? false),
    'status.phase': ({ status }) => status?.phase ?? '',
    'status.podIP': ({ status }) => status?.podIP ?? '',
    // Taken, but never filled in.
    'status.podIPs': () => '',
    'status.nominatedNodeName': ({ status }) => status?.nominatedNodeName ?? '',
  },
});

/** Seconds that a deleted pod may take; 0 for one that no kubelet runs. upstream: podStrategy.CheckGracefulDelete */
export function graceSeconds({ spec, status }: Pod, asked: number | undefined): number {
  if (!spec.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  const seconds = asked ?? spec.terminationGracePeriodSeconds ?? 0;
  return seconds < 0 ? 1 : seconds;
}
