// CSIDriver: what the API server does with one of its own.
// upstream: pkg/apis/storage/v1 SetDefaults_CSIDriver, pkg/registry/storage/csidriver/strategy.go

import { equalData } from './equal-data';
import { isEnabled } from './feature-gates';
import type { CSIDriver, CSIDriverSpec } from './generated/types.gen';
import { defineKind } from './kind';
import { duplicate, type Errors, invalid, notSupported, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { changeField, withAbsent, withField, withoutField } from './with-defaults';

export const csiDriver = defineKind<CSIDriver>({
  returnsDeleted: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  // Counted from the first change on.
  prepareUpdate: (next, stored) => {
    if (equalData(next.spec, stored.spec)) return next;
    return withField(next, 'metadata', { ...next.metadata, generation: (stored.metadata.generation ?? 0) + 1 });
  },
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkSpec(errors, object.spec);
    return errors;
  },
  validateUpdate: ({ spec, ...next }, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, spec);
    // The path is upstream's.
    checkImmutable(errors, 'spec.attachedRequired', spec.attachRequired, stored.spec.attachRequired);
    checkImmutable(errors, 'spec.volumeLifecycleModes', spec.volumeLifecycleModes, stored.spec.volumeLifecycleModes);
    return errors;
  },
  warnings: ({ spec }, stored) => {
    const { tokenRequests = [], serviceAccountTokenInSecrets } = spec;
    const isKept = stored !== undefined && equalData(tokenRequests, stored.spec.tokenRequests ?? []);
    return isKept || tokenRequests.length === 0 || serviceAccountTokenInSecrets !== undefined ? [] : [TOKENS_LOGGED];
  },
});

const TOKENS_LOGGED =
  'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible ' +
  'logging of tokens in volume attributes';

function specDefaults(spec: CSIDriverSpec): CSIDriverSpec {
  const scaling = isEnabled('VolumeLimitScaling');
  const next = withAbsent(scaling ? spec : withoutField(spec, 'preventPodSchedulingIfMissing'), {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    requiresRepublish: false,
    seLinuxMount: false,
    ...(scaling ? { preventPodSchedulingIfMissing: false } : {}),
  });
  return next.volumeLifecycleModes?.length ? next : { ...next, volumeLifecycleModes: ['Persistent'] };
}

const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];
const MIN_TOKEN_SECONDS = 600;
const MIN_PERIOD_SECONDS = 10;

/** upstream: pkg/apis/storage/validation validateCSIDriverSpec */
function checkSpec(errors: Errors, spec: CSIDriverSpec): void {
  const { fsGroupPolicy, volumeLifecycleModes, nodeAllocatableUpdatePeriodSeconds: period } = spec;
  if (fsGroupPolicy !== undefined && !GROUP_POLICIES.includes(fsGroupPolicy)) {
    errors.push(notSupported('spec.fsGroupPolicy', fsGroupPolicy, GROUP_POLICIES));
  }
  checkTokenRequests(errors, 'spec.tokenRequests', spec.tokenRequests ?? []);
  for (const mode of volumeLifecycleModes ?? []) {
    if (!LIFECYCLE_MODES.includes(mode)) errors.push(notSupported('spec.volumeLifecycleModes', mode, LIFECYCLE_MODES));
  }
  if (spec.seLinuxMount === undefined) errors.push(required('spec.seLinuxMount'));
  if (period !== undefined && period < MIN_PERIOD_SECONDS) {
    const why = `must be greater than or equal to ${MIN_PERIOD_SECONDS} seconds`;
    errors.push(invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, why));
  }
  const inSecrets = spec.serviceAccountTokenInSecrets;
  if (inSecrets === undefined || spec.tokenRequests?.length) return;
  const why = 'serviceAccountTokenInSecrets is set but no tokenRequests are specified';
  errors.push(invalid('spec.serviceAccountTokenInSecrets', inSecrets, why));
}

function checkTokenRequests(errors: Errors, path: string, requests: NonNullable<CSIDriverSpec['tokenRequests']>): void {
  const audiences = new Set<string>();
  requests.forEach(({ audience = '', expirationSeconds }, index) => {
    const at = `${path}[${index}]`;
    if (audiences.has(audience)) {
      errors.push(duplicate(`${at}.audience`, audience));
      return;
    }
    audiences.add(audience);
    if (expirationSeconds === undefined) return;
    const refuse = (why: string) => errors.push(invalid(`${at}.expirationSeconds`, expirationSeconds, why));
    if (expirationSeconds < MIN_TOKEN_SECONDS) refuse('may not specify a duration less than 10 minutes');
    if (expirationSeconds > 2 ** 32) refuse('may not specify a duration larger than 2^32 seconds');
  });
}
