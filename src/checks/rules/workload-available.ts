// A workload whose pods do not become ready, where nothing more precise is known.

import type { FieldPath } from '../../manifests/source';
import { counted } from '../../report/value-text';
import { KEEPS_PODS_FROM_RUNNING } from '../causes';
import { containersOf } from '../containers';
import { referenceText } from '../finding';
import { troubleOf } from '../pod-trouble';
import { defineRule } from '../rule';
import { traceOf } from '../trace';
import { hasEnded, isReady, type Workload, workloadsOf } from '../workloads';

export const workloadAvailable = defineRule({
  id: 'workload-available',
  title: 'the pods of every workload become ready',
  severity: 'error',
  profile: 'essential',
  remedy: 'Follow the words of the kubelet: what the container waits for, or what its probe got as an answer.',
  reads: 'started',
  yieldsTo: [...KEEPS_PODS_FROM_RUNNING, 'container-ports', 'probe-port-name', 'job-completes', 'cluster-settles'],
  *check(cx) {
    const { cluster } = cx.started;
    for (const workload of workloadsOf(cx)) {
      const { reference, pods, wanted } = workload;
      const ready = pods.filter((pod) => isReady(pod) || isDone(workload, pod)).length;
      if (ready >= wanted) continue;
      const troubled = pods.map((pod) => ({ pod, trouble: troubleOf(cluster, pod) })).find(({ trouble }) => trouble);
      const why = troubled?.trouble?.text ?? pausedText(workload) ?? 'no pod was made';
      yield {
        object: reference,
        path: troubled ? containerPath(workload, troubled.trouble?.container) : ['spec'],
        message: `${ready} of ${counted(wanted, 'pod')} become ready: ${why}`,
        promised: `${referenceText(reference)} has ${counted(wanted, 'ready pod')}`,
        happened: `${ready} are ready after everything has started`,
        trace: troubled
          ? traceOf(cluster, [{ kind: 'Pod', namespace: reference.namespace, name: troubled.pod.metadata.name }])
          : traceOf(cluster, [reference]),
      };
    }
  },
});

const isDone = ({ object }: Workload, pod: Workload['pods'][number]) =>
  hasEnded(pod) && (pod.status?.phase === 'Succeeded' || object.kind === 'Job');

function pausedText({ object }: Workload): string | undefined {
  const { paused } = (object as { spec?: { paused?: boolean } }).spec ?? {};
  return paused ? 'its rollout is paused from the start' : undefined;
}

function containerPath(workload: Workload, name: string | undefined): FieldPath {
  return containersOf(workload).find(({ container }) => container.name === name)?.path ?? workload.path;
}
