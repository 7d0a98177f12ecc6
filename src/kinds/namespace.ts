// Namespace: carries its own name as a label, and a finalizer in its spec that only its controller takes away.
// upstream: pkg/registry/core/namespace/strategy.go

import type { Namespace, NamespaceSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
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
  selectableFields: {
    name: ({ metadata }) => metadata.name,
    'status.phase': ({ status }) => status?.phase ?? '',
  },
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
