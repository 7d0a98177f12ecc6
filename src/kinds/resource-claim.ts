// ResourceClaim and its template: what the API server does with them. What is asked for does not change any more.
// upstream: pkg/registry/resource/resourceclaim/strategy.go, resourceclaimtemplate; pkg/apis/resource/v1/defaults.go

import { checkClaimSpec } from './device/claim-rules';
import { checkClaimStatus, sharedDeviceId } from './device/claim-status';
import { enabledClaimSpec, enabledClaimStatus } from './device/disabled-fields';
import { owningPodUid } from './device/pod-claims';
import type {
  DeviceRequest,
  DeviceSubRequest,
  ExactDeviceRequest,
  ResourceClaim,
  ResourceClaimSpec,
  ResourceClaimTemplate,
} from './generated/types.gen';
import { keepAllButStatus, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { internalValue } from './pod-spec/internal-value';
import type { NewPolicyExpressions } from './policy-expressions';
import type { Errors } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta, checkObjectMetaUpdate, checkOnlyTemplateMeta } from './validation/object-meta';
import { changeField, changeItems, withDefaults, withoutField } from './with-defaults';

export const resourceClaim = defineKind<ResourceClaim>({
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => changeField(withStatus(object, {}), 'spec', enabledClaimSpec),
  prepareUpdate: (next, stored) => changeField(keepStatus(next, stored), 'spec', enabledClaimSpec),
  prepareStatusUpdate: (next, stored) => {
    const enabled = changeField(keepAllButStatus(next, stored), 'status', enabledClaimStatus);
    return withoutFreedDevices(enabled, stored);
  },
  validate: (object, expressions) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkClaimSpec(errors, 'spec', object.spec, expressions);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMeta(errors, next);
    checkObjectMetaUpdate(errors, next);
    checkImmutable(errors, 'spec', next.spec, stored.spec, (spec) => internalValue('ResourceClaimSpec', spec));
    return errors;
  },
  validateStatusUpdate: checkClaimStatus,
  indexes: { pod: owningPodUid },
});

export const resourceClaimTemplate = defineKind<ResourceClaimTemplate>({
  defaults: (object) => changeField(object, 'spec', (spec) => changeField(spec, 'spec', specDefaults)),
  prepareCreate: enabledTemplate,
  prepareUpdate: enabledTemplate,
  validate: checkTemplate,
  validateUpdate: (next, stored, _warnings, expressions) => {
    const errors = checkTemplate(next, expressions);
    checkObjectMetaUpdate(errors, next);
    checkImmutable(errors, 'spec', next.spec, stored.spec, (spec) => internalValue('ResourceClaimTemplateSpec', spec));
    return errors;
  },
});

function enabledTemplate(object: ResourceClaimTemplate): ResourceClaimTemplate {
  return changeField(object, 'spec', (spec) => changeField(spec, 'spec', enabledClaimSpec));
}

function checkTemplate(object: ResourceClaimTemplate, expressions: NewPolicyExpressions | undefined): Errors {
  const errors: Errors = [];
  checkObjectMeta(errors, object);
  checkOnlyTemplateMeta(errors, object.spec.metadata, 'spec.metadata');
  checkClaimSpec(errors, 'spec.spec', object.spec.spec ?? {}, expressions);
  return errors;
}

function specDefaults(spec: ResourceClaimSpec): ResourceClaimSpec {
  return changeField(spec, 'devices', (devices) => changeItems(devices, 'requests', requestDefaults));
}

function requestDefaults(request: DeviceRequest): DeviceRequest {
  return changeItems(changeField(request, 'exactly', countDefaults), 'firstAvailable', countDefaults);
}

/** One device, unless said otherwise. */
function countDefaults<T extends ExactDeviceRequest | DeviceSubRequest>(request: T): T {
  const next = changeItems(
    withDefaults<ExactDeviceRequest | DeviceSubRequest>(request, { allocationMode: 'ExactCount' }),
    'tolerations',
    (toleration) => withDefaults(toleration, { operator: 'Equal' }),
  );
  return (next.allocationMode === 'ExactCount' && !next.count ? { ...next, count: 1 } : next) as T;
}

/** The status of a device that the claim has lost goes with it. upstream: dropDeallocatedStatusDevices */
function withoutFreedDevices(next: ResourceClaim, stored: ResourceClaim): ResourceClaim {
  const idsOf = ({ status }: ResourceClaim) => (status?.allocation?.devices?.results ?? []).map(sharedDeviceId);
  const kept = new Set(idsOf(next));
  const freed = new Set(idsOf(stored).filter((id) => !kept.has(id)));
  return changeField(next, 'status', (status) => {
    const devices = status.devices?.filter((device) => !freed.has(sharedDeviceId(device)));
    if (devices?.length === status.devices?.length) return status;
    return devices?.length ? { ...status, devices } : withoutField(status, 'devices');
  });
}
