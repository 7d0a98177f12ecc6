// Pods wait for ever for a claim that finds no volume.

import type { PersistentVolumeClaim } from '../../kinds/generated/types.gen';
import { claimKeysOf } from '../../kinds/pod-claims';
import type { CheckContext } from '../context';
import { type ObjectReference, referenceText, type Violation } from '../finding';
import { defineRule } from '../rule';
import { traceOf } from '../trace';
import { type Workload, workloadsOf } from '../workloads';

export const claimBound = defineRule({
  id: 'claim-bound',
  title: 'every claim that a pod needs is there and finds a volume',
  severity: 'error',
  profile: 'essential',
  remedy: 'Name a StorageClass that makes such volumes, or bring a PersistentVolume that fits the claim.',
  reads: 'started',
  yieldsTo: ['accepted'],
  *check(cx) {
    yield* absentClaims(cx);
    for (const claim of cx.started.cluster.list('PersistentVolumeClaim')) {
      const reason = claim.status?.phase === 'Bound' ? undefined : whyUnbound(cx, claim);
      if (reason !== undefined) yield* unbound(cx, claim, reason);
    }
  },
});

function* absentClaims(cx: CheckContext): Generator<Violation> {
  for (const { reference, spec, path } of cx.manifests.pods) {
    for (const [index, { name, persistentVolumeClaim }] of (spec.volumes ?? []).entries()) {
      const claimName = persistentVolumeClaim?.claimName;
      if (!claimName || cx.started.cluster.get('PersistentVolumeClaim', reference.namespace, claimName)) continue;
      yield {
        object: reference,
        path: [...path, 'volumes', index, 'persistentVolumeClaim', 'claimName'],
        message: `PersistentVolumeClaim ${claimName} of volume "${name}" does not exist in namespace ${reference.namespace}`,
        promised: `${referenceText(reference)} runs`,
        happened: `its pods stay Pending: persistentvolumeclaim "${claimName}" not found`,
        because: [{ kind: 'PersistentVolumeClaim', namespace: reference.namespace, name: claimName }],
      };
    }
  }
}

/** The words of the volume controller; undefined while the claim waits for a pod, or for its pod's node. */
function whyUnbound({ started: { cluster } }: CheckContext, { metadata }: PersistentVolumeClaim): string | undefined {
  const last = cluster.events(`persistentvolumeclaim/${metadata.name}`, metadata.namespace).at(-1);
  if (!last) return 'nobody takes care of it';
  return last.reason.startsWith('WaitFor') ? undefined : `${last.reason}: ${last.message}`;
}

function* unbound(cx: CheckContext, { metadata, spec }: PersistentVolumeClaim, reason: string): Generator<Violation> {
  const { name, namespace = '' } = metadata;
  const own: ObjectReference = { kind: 'PersistentVolumeClaim', namespace, name };
  const key = `${namespace}/${name}`;
  const users = workloadsOf(cx).filter(({ pods }) => pods.some((pod) => claimKeysOf(pod)?.includes(key)));
  const template = users.flatMap((user) => templateOf(user, name))[0];
  const blamed = cx.manifests.named(own) ? { object: own, path: ['spec'] } : template;
  if (!blamed) return; // a claim that the cluster had before
  const size = spec?.resources?.requests?.storage ?? 'some storage';
  const of = spec?.storageClassName ? ` of class ${spec.storageClassName}` : '';
  yield {
    ...blamed,
    message: `claim ${name} for ${size}${of} finds no volume: ${reason}`,
    promised: `claim ${name} is bound`,
    happened:
      users.length > 0 ? `${users.map((user) => referenceText(user.reference)).join(', ')} waits for it` : reason,
    trace: traceOf(cx.started.cluster, [own]),
    affects: users.map(({ reference }) => reference),
  };
}

/** `data-db-0` is of the template `data` of StatefulSet db. */
function templateOf({ object, reference }: Workload, claim: string) {
  const { volumeClaimTemplates = [] } = ((object as { spec?: object }).spec ?? {}) as {
    volumeClaimTemplates?: PersistentVolumeClaim[];
  };
  const index = volumeClaimTemplates.findIndex(({ metadata }) =>
    claim.startsWith(`${metadata.name}-${reference.name}-`),
  );
  return index < 0 ? [] : [{ object: reference, path: ['spec', 'volumeClaimTemplates', index] }];
}
