// Namespace: carries its own name as a label, and a finalizer in its spec that only its controller takes away.
// upstream: pkg/registry/core/namespace/strategy.go

import type { Namespace, NamespaceSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { addInvalid, type Errors, invalid } from './validation/field-error';
import { dns1123Label, qualifiedName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate, checkQualifiedFinalizer } from './validation/object-meta';
import { withField } from './with-defaults';

export const NAME_LABEL = 'kubernetes.io/metadata.name';
export const KUBERNETES_FINALIZER = 'kubernetes';

export const namespace = defineKind<Namespace>({
  returnsDeleted: true,
  defaults: (object) => withNameLabel(object.spec ? object : { ...object, spec: {} }),
  prepareCreate: (object) => withStatus(withNameLabel(withFinalizer(object)), { phase: 'Active' }),
  prepareUpdate: (next, stored) => {
    const finalizers = stored.spec?.finalizers;
    const { finalizers: ignored, ...spec } = next.spec ?? {};
    const kept: NamespaceSpec = finalizers ? { ...spec, finalizers } : spec;
    return keepStatus({ ...next, spec: kept }, stored);
  },
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object, dns1123Label);
    checkFinalizers(errors, object);
    return errors;
  },
  validateUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkFinalizers(errors, next);
    return errors;
  },
  validateStatusUpdate: ({ metadata, status }) => {
    const isDeleted = metadata.deletionTimestamp !== undefined;
    const phase = isDeleted ? 'Terminating' : 'Active';
    if (status?.phase === phase) return [];
    const why = `may only be '${phase}' if \`deletionTimestamp\` is ${isDeleted ? 'not ' : ''}empty`;
    return [invalid('status.Phase', status?.phase ?? '', why)];
  },
  selectableFields: { 'status.phase': ({ status }) => status?.phase ?? '' },
});

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

/** upstream: pkg/apis/core/validation validateFinalizerName */
function checkFinalizers(errors: Errors, { spec }: Namespace): void {
  for (const finalizer of spec.finalizers ?? []) {
    addInvalid(errors, 'spec.finalizers', finalizer, qualifiedName(finalizer));
    checkQualifiedFinalizer(errors, finalizer, 'spec.finalizers');
  }
}
