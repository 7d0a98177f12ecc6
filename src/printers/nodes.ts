// Rows of nodes, of their runtime classes and of component statuses. upstream: printers.go printNode,
// printRuntimeClass, printComponentStatus

import type { ComponentStatus, Node, RuntimeClass } from '../kinds/generated/types.gen';
import { age, definePrinter } from './printer';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

export const printNode = definePrinter<Node>((node, cx) => {
  const { kubeletVersion, osImage, kernelVersion, architecture, containerRuntimeVersion } = node.status?.nodeInfo ?? {};
  const kernel = kernelVersion || '<unknown>';
  return [
    node.metadata.name,
    nodeStatus(node),
    roles(node).join(',') || '<none>',
    age(node, cx),
    kubeletVersion ?? '',
    address(node, 'InternalIP'),
    address(node, 'ExternalIP'),
    osImage || '<unknown>',
    architecture ? `${kernel} (${architecture})` : kernel,
    containerRuntimeVersion || '<unknown>',
  ];
});

function nodeStatus({ spec, status }: Node): string {
  const ready = status?.conditions?.findLast(({ type }) => type === 'Ready')?.status;
  const state = ready === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady';
  return spec?.unschedulable ? `${state},SchedulingDisabled` : state;
}

function roles({ metadata }: Node): readonly string[] {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX) && key !== ROLE_PREFIX) found.add(key.slice(ROLE_PREFIX.length));
    else if (key === ROLE_LABEL && value !== '') found.add(value);
  }
  return [...found].sort();
}

const address = ({ status }: Node, wanted: string) =>
  status?.addresses?.find(({ type }) => type === wanted)?.address ?? '<none>';

export const printRuntimeClass = definePrinter<RuntimeClass>((object, cx) => {
  return [object.metadata.name, object.handler, age(object, cx)];
});

export const printComponentStatus = definePrinter<ComponentStatus>(({ metadata, conditions }) => {
  const healthy = conditions?.find(({ type }) => type === 'Healthy');
  const status = !healthy ? 'Unknown' : healthy.status === 'True' ? 'Healthy' : 'Unhealthy';
  return [metadata.name, status, healthy?.message ?? '', healthy?.error ?? ''];
});
