// Rollouts, as `kubectl rollout status` and `kubectl rollout history` judge them.
// upstream: kubectl/pkg/polymorphichelpers/rollout_status.go

import { argument } from '../cluster/describe/argument';
import { integer } from '../cluster/describe/types';
import type { DaemonSet, Deployment, StatefulSet } from '../kinds/generated/types.gen';
import { conditionOf } from './conditions';
import { defineMatcher } from './matcher';
import { withPods } from './related-pods';
import { verdict } from './verdict';

interface RolloutStatus {
  readonly done: boolean;
  /** In kubectl's words. */
  readonly text: string;
}

export const toBeRolledOut = defineMatcher({
  name: 'toBeRolledOut',
  summary: 'The rollout is over and went well, as `kubectl rollout status` would say.',
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  example: {
    ts: "expect(shop.deployment('frontend')).toBeRolledOut()",
    yaml: '- expect: { deployment/frontend: toBeRolledOut }',
  },
  check: (cx, workload) => {
    const { done, text } = rolloutStatus(workload);
    return verdict(done, 'be rolled out', text, { ...withPods(cx, workload), path: 'status' });
  },
});

const REVISION = 'deployment.kubernetes.io/revision';

export const toHaveRevision = defineMatcher({
  name: 'toHaveRevision',
  summary: 'The Deployment or ReplicaSet is at this revision of its rollout history.',
  kinds: ['Deployment', 'ReplicaSet'],
  args: [argument('revision', integer(1), 'the number that `kubectl rollout history` shows')],
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveRevision(1)",
    yaml: '- expect: { deployment/frontend: { toHaveRevision: 1 } }',
  },
  check: (_cx, { metadata }, { revision }) => {
    const actual = metadata.annotations?.[REVISION];
    const text = actual === undefined ? 'no revision yet' : `revision ${actual}`;
    return verdict(actual === String(revision), `have revision ${revision}`, text, {
      path: `metadata.annotations['${REVISION}']`,
    });
  },
});

/** What `kubectl rollout status` would say. */
export function rolloutStatus(workload: Deployment | StatefulSet | DaemonSet): RolloutStatus {
  if (workload.kind === 'DaemonSet') return daemonSetStatus(workload as DaemonSet);
  return workload.kind === 'StatefulSet'
    ? statefulSetStatus(workload as StatefulSet)
    : deploymentStatus(workload as Deployment);
}

const waiting = (text: string): RolloutStatus => ({ done: false, text });
const complete = (text: string): RolloutStatus => ({ done: true, text });

function deploymentStatus(deployment: Deployment): RolloutStatus {
  const { metadata, spec, status } = deployment;
  const { name, generation = 0 } = metadata;
  if (generation > (status?.observedGeneration ?? 0))
    return waiting('Waiting for deployment spec update to be observed...');
  if (conditionOf(deployment, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    return waiting(`deployment "${name}" exceeded its progress deadline`);
  }
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status ?? {};
  const opening = `Waiting for deployment "${name}" rollout to finish:`;
  if (updatedReplicas < (spec?.replicas ?? 1)) {
    return waiting(`${opening} ${updatedReplicas} out of ${spec?.replicas ?? 1} new replicas have been updated...`);
  }
  if (replicas > updatedReplicas) {
    return waiting(`${opening} ${replicas - updatedReplicas} old replicas are pending termination...`);
  }
  if (availableReplicas < updatedReplicas) {
    return waiting(`${opening} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  }
  return complete(`deployment "${name}" successfully rolled out`);
}

const OTHER_STRATEGY = 'rollout status is only available for RollingUpdate strategy type';

function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  const { name, generation = 0 } = metadata;
  if (spec?.updateStrategy?.type !== 'RollingUpdate') return waiting(OTHER_STRATEGY);
  if (generation > (status?.observedGeneration ?? 0))
    return waiting('Waiting for daemon set spec update to be observed...');
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const opening = `Waiting for daemon set "${name}" rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled) {
    return waiting(
      `${opening} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`,
    );
  }
  if (numberAvailable < desiredNumberScheduled) {
    return waiting(`${opening} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  }
  return complete(`daemon set "${name}" successfully rolled out`);
}

function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') return waiting(OTHER_STRATEGY);
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status ?? {};
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration) {
    return waiting('Waiting for statefulset spec update to be observed...');
  }
  const replicas = spec.replicas ?? 1;
  if (readyReplicas < replicas) return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`);
  const partition = spec.updateStrategy.rollingUpdate?.partition;
  if (partition !== undefined) {
    if (updatedReplicas < replicas - partition) {
      const numbers = `${updatedReplicas} out of ${replicas - partition}`;
      return waiting(`Waiting for partitioned roll out to finish: ${numbers} new pods have been updated...`);
    }
    return complete(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  const { updateRevision = '', currentRevision = '' } = status ?? {};
  if (updateRevision !== currentRevision) {
    const pods = `${updatedReplicas} pods at revision ${updateRevision}`;
    return waiting(`waiting for statefulset rolling update to complete ${pods}...`);
  }
  return complete(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}
