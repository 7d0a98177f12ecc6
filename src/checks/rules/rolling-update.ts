// A rollout that stops all pods before new ones are ready is an outage; one that waits for deletions is none at all.

import { isRollingUpdate, maxUnavailable } from '../../controllers/deployment/limits';
import { counted } from '../../report/value-text';
import type { CheckContext } from '../context';
import type { Violation } from '../finding';
import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const rollingUpdate = defineRule({
  id: 'rolling-update',
  title: 'rollouts replace pods step by step',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['deployment-strategy'], 'kube-linter': ['no-rolling-update-strategy'] },
  remedy: 'Use the strategy RollingUpdate with a maxUnavailable below the number of replicas.',
  reads: 'started',
  yieldsTo: ['survives-restart'],
  *check(cx) {
    yield* deployments(cx);
    for (const kind of ['StatefulSet', 'DaemonSet'] as const) {
      for (const { reference, object } of storedOf(cx, kind)) {
        if (object.spec.updateStrategy?.type !== 'OnDelete') continue;
        const message = `${kind} ${reference.name} gets a changed template only as its pods are deleted by hand`;
        yield { object: reference, path: ['spec', 'updateStrategy', 'type'], message };
      }
    }
  },
});

function* deployments(cx: CheckContext): Generator<Violation> {
  for (const { reference, object } of storedOf(cx, 'Deployment')) {
    const replicas = object.spec.replicas ?? 1;
    const all = `all ${counted(replicas, 'pod')} of Deployment ${reference.name}`;
    const volumes = object.spec.template.spec?.volumes ?? [];
    if (replicas === 0) continue;
    if (!isRollingUpdate(object)) {
      // Two pods cannot hold one disk on two nodes: there it is the only way.
      if (volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim)) continue;
      yield {
        object: reference,
        path: ['spec', 'strategy', 'type'],
        message: `a rollout stops ${all} before it starts a new one`,
      };
    } else if (maxUnavailable(object) >= replicas && replicas > 1) {
      yield {
        object: reference,
        path: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
        message: `a rollout may stop ${all} at once: maxUnavailable is ${object.spec.strategy?.rollingUpdate?.maxUnavailable}`,
      };
    }
  }
}
