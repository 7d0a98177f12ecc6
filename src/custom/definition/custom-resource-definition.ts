// CustomResourceDefinition: what the API server does with one of its own.
// upstream: apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go, etcd.go, apis/.../v1/defaults.go

import { isEnabled } from '../../kinds/feature-gates';
import type {
  CustomResourceConversion,
  CustomResourceDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionStatus,
} from '../../kinds/generated/types.gen';
import { defineKind } from '../../kinds/kind';
import { changeField, changeItems, withDefaults, withoutField } from '../../kinds/with-defaults';
import { rfc3339 } from '../../sim/time';
import { withCondition } from '../conditions';
import { checkDefinition, checkDefinitionStatus, checkDefinitionUpdate } from './check-definition';
import { formatWarnings } from './format-warnings';

export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

export const customResourceDefinition = defineKind<CustomResourceDefinition>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  defaults: (object) => withStoredVersions(changeField(object, 'spec', defaultSpec)),
  prepareCreate: (object) => ({ ...object, status: { ...EMPTY_STATUS, storedVersions: storageVersions(object) } }),
  prepareUpdate: (next, stored) => {
    const { storedVersions = [], ...status } = stored.status ?? EMPTY_STATUS;
    const added = storageVersions(next).filter((name) => !storedVersions.includes(name));
    const versions = added.length === 0 ? storedVersions : [...storedVersions, ...added];
    return { ...next, status: { ...status, storedVersions: versions } };
  },
  prepareStatusUpdate: (next) => changeField(next, 'status', enabledStatus),
  validate: checkDefinition,
  validateUpdate: checkDefinitionUpdate,
  validateStatusUpdate: checkDefinitionStatus,
  warnings: formatWarnings,
  markDeleted: (stored, nowMs) => {
    const { metadata, status = EMPTY_STATUS } = stored;
    const finalizers = metadata.finalizers ?? [];
    const now = rfc3339(nowMs);
    return {
      ...stored,
      metadata: {
        ...metadata,
        deletionTimestamp: now,
        finalizers: finalizers.includes(CLEANUP_FINALIZER) ? finalizers : [...finalizers, CLEANUP_FINALIZER],
      },
      status: withCondition(status, DELETION_PENDING, now),
    };
  },
});

/** upstream: dropObservedGeneration */
function enabledStatus(status: CustomResourceDefinitionStatus): CustomResourceDefinitionStatus {
  if (isEnabled('CRDObservedGenerationTracking')) return status;
  return changeItems(withoutField(status, 'observedGeneration'), 'conditions', (condition) =>
    withoutField(condition, 'observedGeneration'),
  );
}

const DELETION_PENDING = {
  type: 'Terminating',
  status: 'True',
  reason: 'InstanceDeletionPending',
  message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
};

/** What nobody has filled in yet, as the server writes it: lists without omitempty are null. */
const EMPTY_STATUS = {
  conditions: null,
  acceptedNames: { plural: '', kind: '' },
} as unknown as CustomResourceDefinitionStatus;

function storageVersions({ spec }: CustomResourceDefinition): readonly string[] {
  // Without any they are null.
  const storage = (spec.versions ?? []).find((version) => version.storage);
  return storage ? [storage.name] : [];
}

/** upstream: apiextensions v1 SetDefaults_CustomResourceDefinition */
function withStoredVersions(object: CustomResourceDefinition): CustomResourceDefinition {
  const { status } = object;
  if (!status || (status.storedVersions?.length ?? 0) > 0) return object;
  return { ...object, status: { ...status, storedVersions: storageVersions(object) } };
}

function defaultSpec(spec: CustomResourceDefinitionSpec): CustomResourceDefinitionSpec {
  const { kind } = spec.names;
  const listKind = kind === '' ? undefined : `${kind}List`;
  const named = changeField(spec, 'names', (names) => withDefaults(names, { singular: kind.toLowerCase(), listKind }));
  const conversion = named.conversion ?? NO_CONVERSION;
  const { webhook } = conversion;
  const { service } = webhook?.clientConfig ?? {};
  if (!webhook || !service || service.port) return named.conversion ? named : { ...named, conversion };
  const clientConfig = { ...webhook.clientConfig, service: { ...service, port: 443 } };
  return { ...named, conversion: { ...conversion, webhook: { ...webhook, clientConfig } } };
}

const NO_CONVERSION: CustomResourceConversion = { strategy: 'None' };
