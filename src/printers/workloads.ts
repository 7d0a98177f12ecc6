// Rows of what keeps pods running. upstream: printers.go printDeployment, printReplicaSet, printStatefulSet,
// printDaemonSet, printReplicationController, printControllerRevision

import type {
  ControllerRevision,
  DaemonSet,
  Deployment,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../kinds/generated/types.gen';
import { selectorText } from '../kinds/labels';
import { containerCells, labelCell, selectorCell } from './cells';
import { age, definePrinter } from './printer';

export const printDeployment = definePrinter<Deployment>((object, cx) => {
  const { metadata, spec, status = {} } = object;
  return [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    age(object, cx),
    ...containerCells(spec.template.spec),
    selectorText(spec.selector),
  ];
});

export const printReplicaSet = definePrinter<ReplicaSet>((object, cx) => {
  const { metadata, spec, status } = object;
  return [
    metadata.name,
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    age(object, cx),
    ...containerCells(spec?.template?.spec),
    selectorCell(spec?.selector),
  ];
});

export const printReplicationController = definePrinter<ReplicationController>((object, cx) => {
  const { metadata, spec, status } = object;
  return [
    metadata.name,
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    age(object, cx),
    ...containerCells(spec?.template?.spec),
    labelCell(spec?.selector),
  ];
});

export const printStatefulSet = definePrinter<StatefulSet>((object, cx) => {
  const { metadata, spec, status } = object;
  const ready = `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`;
  return [metadata.name, ready, age(object, cx), ...containerCells(spec?.template.spec)];
});

export const printDaemonSet = definePrinter<DaemonSet>((object, cx) => {
  const { metadata, spec, status } = object;
  return [
    metadata.name,
    status?.desiredNumberScheduled ?? 0,
    status?.currentNumberScheduled ?? 0,
    status?.numberReady ?? 0,
    status?.updatedNumberScheduled ?? 0,
    status?.numberAvailable ?? 0,
    labelCell(spec?.template.spec?.nodeSelector),
    age(object, cx),
    ...containerCells(spec?.template.spec),
    selectorCell(spec?.selector),
  ];
});

export const printControllerRevision = definePrinter<ControllerRevision>((object, cx) => {
  const { metadata, revision } = object;
  return [metadata.name, controllerOf(object), revision, age(object, cx)];
});

/** `daemonset.apps/web`. */
function controllerOf({ metadata }: ControllerRevision): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return '<none>';
  const slash = owner.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : `.${owner.apiVersion.slice(0, slash)}`;
  const kind = `${owner.kind}${group}`.toLowerCase();
  return `${kind}/${owner.name}`;
}
