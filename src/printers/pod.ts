// Rows of pods and pod templates. upstream: printers.go printPod, printPodTemplate

import type { Pod, PodTemplate } from '../kinds/generated/types.gen';
import { containerCells, labelCell } from './cells';
import { podRow } from './pod-row';
import { age, definePrinter } from './printer';
import type { TableRowCondition } from './table-types';

export const printPod = definePrinter<Pod>((pod, cx) => {
  const { ready, status, restarts } = podRow(pod, cx.nowMs);
  return [
    pod.metadata.name,
    ready,
    status,
    restarts,
    age(pod, cx),
    pod.status?.podIPs?.[0]?.ip || '<none>',
    pod.spec.nodeName || '<none>',
    pod.status?.nominatedNodeName || '<none>',
    readinessGates(pod),
  ];
});

/** How many of a pod's gates are open. */
function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter(({ conditionType }) => {
    return status?.conditions?.find(({ type }) => type === conditionType)?.status === 'True';
  });
  return `${open.length}/${gates.length}`;
}

const ENDED: Readonly<Record<string, TableRowCondition>> = {
  Succeeded: {
    type: 'Completed',
    status: 'True',
    reason: 'Succeeded',
    message: 'The pod has completed successfully.',
  },
  Failed: { type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' },
};

/** By which kubectl tells pods that have ended from the others. */
export function podConditions({ status }: Pod): readonly TableRowCondition[] | undefined {
  const condition = ENDED[status?.phase ?? ''];
  return condition && [condition];
}

export const printPodTemplate = definePrinter<PodTemplate>(({ metadata, template }) => {
  return [metadata.name, ...containerCells(template?.spec), labelCell(template?.metadata?.labels)];
});
