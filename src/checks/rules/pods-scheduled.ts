// Pods that the scheduler finds no node for, in its own words.

import type { FieldPath } from '../../manifests/source';
import { conditionOf } from '../../matchers/conditions';
import { counted } from '../../report/value-text';
import { referenceText } from '../finding';
import { defineRule } from '../rule';
import { traceOf } from '../trace';
import { workloadsOf } from '../workloads';

export const podsScheduled = defineRule({
  id: 'pods-scheduled',
  title: 'the scheduler finds a node for every pod',
  severity: 'error',
  profile: 'essential',
  remedy: 'Ask for less, allow more nodes, or declare the nodes that the cluster really has.',
  reads: 'started',
  yieldsTo: ['claim-bound'],
  *check(cx) {
    const { cluster } = cx.started;
    const nodes = cluster.list('Node').length;
    for (const { reference, path, pods, wanted } of workloadsOf(cx)) {
      const waiting = pods.filter((pod) => conditionOf(pod, 'PodScheduled')?.status === 'False');
      const [first] = waiting;
      if (!first) continue;
      const { reason, message = '' } = conditionOf(first, 'PodScheduled') ?? {};
      const { name, namespace = '' } = first.metadata;
      yield {
        object: reference,
        path: [...path, ...blamed(message)],
        message: `${waiting.length} of ${counted(pods.length, 'pod')} find no node: ${message || reason}`,
        promised: `${referenceText(reference)} runs ${counted(Math.max(wanted, pods.length), 'pod')}`,
        happened: `${counted(pods.length - waiting.length, 'pod')} got one of ${counted(nodes, 'node')}, ${waiting.length} stay Pending`,
        trace: traceOf(cluster, [{ kind: 'Pod', namespace, name }]),
      };
    }
  },
});

/** Fields by the scheduler's words, the rarer ones first. */
const WORDS: readonly (readonly [RegExp, FieldPath])[] = [
  [/persistentvolumeclaim|volume/i, ['volumes']],
  [/anti-affinity|pod affinity/, ['affinity']],
  [/topology spread/, ['topologySpreadConstraints']],
  [/free ports/, ['containers', 0, 'ports']],
  [/node affinity\/selector/, ['nodeSelector']],
  [/Insufficient/, ['containers', 0, 'resources']],
  [/untolerated taint/, ['tolerations']],
];

const blamed = (message: string): FieldPath => WORDS.find(([words]) => words.test(message))?.[1] ?? [];
