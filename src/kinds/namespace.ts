// Namespace: carries its own name as a label, and a finalizer in its spec that only its controller takes away.
// upstream: pkg/registry/core/namespace/strategy.go

import type { Namespace, NamespaceSpec } from './generated/types.gen';
import { keepSpec, keepStatus, withDefaultPhase, withStatus } from './keep';
import { defineKind } from './kind';
import { addInvalid, type Errors, invalid } from './validation/field-error';
import { dns1123Label, qualifiedName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate, checkQualifiedFinalizer } from './validation/object-meta';
import { withField } from './with-defaults';

export const NAME_LABEL = 'kubernetes.io/metadata.name';
export const KUBERNETES_FINALIZER = 'kubernetes';

export const namespace = defineKind<Namespace>({
  returnsDeleted: true,
  defaults: completed,
  prepareCreate: (object) => withStatus(withNameLabel(withFinalizer(object)), { phase: 'Active' }),
  prepareUpdate: (next, stored) => {
    const finalizers = stored.spec?.finalizers;
    const { finalizers: ignored, ...spec } = next.spec ?? {};
    const kept: NamespaceSpec = finalizers ? { ...spec, finalizers } : spec;
    return keepStatus({ ...next, spec: kept }, stored);
  },
  // Only here may spec.finalizers change. upstream: namespaceFinalizeStrategy
  subresourceUpdates: {
    finalize: {
      prepare: (next, stored) => keepStatus(completed(next), stored),
      validate: (next) => {
        const errors: Errors = [];
        checkObjectMetaUpdate(errors, next);
        checkFinalizers(errors, next, true);
        return errors;
      },
    },
  },
  validate: checkNewNamespace,
  validateUpdate: (next) => {
    const errors = checkNewNamespace(next);
    checkObjectMetaUpdate(errors, next);
    return errors;
  },
  prepareStatusUpdate: (next, stored) => withDefaultPhase(keepSpec(next, stored), 'Active'),
  validateStatusUpdate: (next) => {
    const errors: Errors = [];
    const { metadata, status } = next;
    checkObjectMetaUpdate(errors, next);
    const isDeleted = metadata.deletionTimestamp !== undefined;
    const phase = isDeleted ? 'Terminating' : 'Active';
    if (status?.phase === phase) return errors;
    const why = `may only be '${phase}' if \`deletionTimestamp\` is ${isDeleted ? 'not ' : ''}empty`;
    errors.push(invalid('status.Phase', status?.phase ?? '', why));
    return errors;
  },
  selectableFields: { 'status.phase': ({ status }) => status?.phase ?? '' },
});

function completed(object: Namespace): Namespace {
  return withNameLabel(object.spec ? object : { ...object, spec: {} });
}

function withNameLabel(object: Namespace): Namespace {
  const { metadata } = object;
  if (!metadata.name || metadata.labels?.[NAME_LABEL] === metadata.name) return object;
  return withField(object, 'metadata', { ...metadata, labels: { ...metadata.labels, [NAME_LABEL]: metadata.name } });
}

function withFinalizer(object: Namespace): Namespace {
  const finalizers = object.spec?.finalizers ?? [];
  if (finalizers.includes(KUBERNETES_FINALIZER)) return object;
  return { ...object, spec: { ...object.spec, finalizers: [...finalizers, KUBERNETES_FINALIZER] } };
}

function checkNewNamespace(object: Namespace): Errors {
  const errors: Errors = [];
  checkObjectMeta(errors, object, dns1123Label);
  checkFinalizers(errors, object);
  return errors;
}

/** upstream: pkg/apis/core/validation validateFinalizerName */
function checkFinalizers(errors: Errors, { spec }: Namespace, isNumbered = false): void {
  spec.finalizers?.forEach((finalizer, index) => {
    const path = isNumbered ? `spec.finalizers[${index}]` : 'spec.finalizers';
    addInvalid(errors, path, finalizer, qualifiedName(finalizer));
    checkQualifiedFinalizer(errors, finalizer, path);
  });
}
