// A preStop hook that takes the whole grace period leaves the program hardly any: what it has under way is lost.

import type { Container, Pod } from '../../kinds/generated/types.gen';
import { containersOf } from '../containers';
import type { CheckContext } from '../context';
import type { Violation } from '../finding';
import { defineRule } from '../rule';
import { settle } from '../start';
import { traceOf } from '../trace';
import { isReady, workloadsOf } from '../workloads';

const DEFAULT_SECONDS = 30;

export const gracePeriod = defineRule({
  id: 'grace-period',
  title: 'the grace period is longer than the preStop hook',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Make `terminationGracePeriodSeconds` the length of the hook and the time that the program needs to stop.',
  reads: 'started',
  yieldsTo: ['rollout-loses-requests'],
  *check(cx) {
    for (const workload of workloadsOf(cx)) {
      const { reference, spec, pods } = workload;
      const graceSeconds = spec.terminationGracePeriodSeconds ?? DEFAULT_SECONDS;
      for (const { container, path } of containersOf(workload)) {
        const hookSeconds = hookLength(container);
        if (hookSeconds === undefined || hookSeconds < graceSeconds) continue;
        yield {
          object: reference,
          path: [...path, 'lifecycle', 'preStop'],
          message:
            `the preStop hook of container "${container.name}" takes ${hookSeconds} s of a grace period of ` +
            `${graceSeconds} s: the program has 2 s left to stop`,
          ...witnessOf(cx, pods.find(isReady), container.name),
        };
      }
    }
  },
});

/** Deletes one pod in a fork, and looks. */
function witnessOf({ started }: CheckContext, pod: Pod | undefined, container: string): Partial<Violation> {
  if (!pod) return {};
  const { name, namespace = 'default' } = pod.metadata;
  const fork = started.cluster.fork();
  const since = fork.mark();
  fork.delete(`pod/${name}`, { namespace });
  settle(fork);
  return {
    promised: `container "${container}" gets its SIGTERM and may finish what it does`,
    happened: `SIGTERM comes when the grace period is over, and SIGKILL 2 s later`,
    trace: traceOf(fork, [{ kind: 'Pod', namespace, name }], { since }),
  };
}

/** Seconds, of a hook that sleeps; of others nothing is known. */
function hookLength({ lifecycle }: Container): number | undefined {
  const { sleep, exec } = lifecycle?.preStop ?? {};
  if (sleep) return sleep.seconds;
  const seconds = /\bsleep\s+(\d+)(?![\d.]|\s*[mhd])/.exec((exec?.command ?? []).join(' '))?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
