// How many pods the controller of a pod is asked for: a ReplicaSet's Deployment speaks for it, any other controller
// needs the scale subresource. upstream: pkg/controller/disruption finders

import type { Reader } from '../../api/actor';
import { scaleOf } from '../../api/scale-of';
import type { OwnerReference } from '../../kinds/generated/types.gen';
import { type KubeObject, resourceName, type ScalePaths } from '../../kinds/kind';
import { controllerOf } from '../../kinds/owner';

export interface ControllerScale {
  readonly uid: string;
  readonly replicas: number;
}

/** The scale behind a pod's controller; undefined when that is gone, a text when it has no scale. */
export function controllerScale(
  reader: Reader,
  namespace: string | undefined,
  controller: OwnerReference,
): ControllerScale | string | undefined {
  const row = reader.registry.byVersion(controller.apiVersion, controller.kind);
  if (!row) return `no matches for kind "${controller.kind}" in version "${controller.apiVersion}"`;
  if (!row.subresources.some(({ name }) => name === 'scale')) {
    return `${resourceName(row)} does not implement the scale subresource`;
  }
  const object = reader.get(row.key, namespace, controller.name);
  if (object?.metadata.uid !== controller.uid) return undefined;
  const parent = row.key === 'ReplicaSet' ? controllerOf(object) : undefined;
  const deployment = parent?.kind === 'Deployment' ? reader.get('Deployment', namespace, parent.name) : undefined;
  if (deployment && deployment.metadata.uid === parent?.uid) return sizeOf(deployment);
  return sizeOf(object, row.custom?.scale);
}

function sizeOf(object: KubeObject, paths?: ScalePaths): ControllerScale {
  return { uid: object.metadata.uid ?? '', replicas: scaleOf(object, paths).spec?.replicas ?? 0 };
}
