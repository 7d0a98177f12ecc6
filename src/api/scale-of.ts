// An object as an autoscaling/v1 Scale: its count, and what it counts.
// upstream: pkg/registry/apps/deployment/storage/storage.go scaleFromDeployment

import type { Scale } from '../kinds/generated/types.gen';
import type { KubeObject, ScalePaths } from '../kinds/kind';
import { selectorText } from '../kinds/labels';
import { customScaleOf } from './custom-scale';

export interface Scalable extends KubeObject {
  readonly spec?: { readonly replicas?: number; readonly selector?: unknown };
  readonly status?: { readonly replicas?: number };
}

/** The object's Scale; `paths` are those of a custom resource. */
export function scaleOf(object: KubeObject, paths?: ScalePaths): Scale {
  if (paths) return customScaleOf(object, paths);
  const { metadata, spec, status } = object as Scalable;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec?.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status?.replicas ?? 0, selector: selectorText(spec?.selector as never) },
  };
}
