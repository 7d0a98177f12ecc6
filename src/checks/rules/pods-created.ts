// What keeps pods from being created at all: a quota that is spent, a limit range, pod security, a policy or a webhook.

import type { CoreEvent } from '../../kinds/generated/types.gen';
import type { FieldPath } from '../../manifests/source';
import { counted } from '../../report/value-text';
import { creatorsOf } from '../creators';
import { referenceText } from '../finding';
import { defineRule } from '../rule';
import { warningsAbout } from '../started-cluster';
import { traceOf } from '../trace';
import { workloadsOf } from '../workloads';

export const podsCreated = defineRule({
  id: 'pods-created',
  title: 'quotas and admission let every pod of a workload be created',
  severity: 'error',
  profile: 'essential',
  remedy: 'Ask for less, or change the quota or the policy that refuses the pods.',
  reads: 'started',
  yieldsTo: ['accepted', 'service-account-exists', 'priority-class-exists'],
  *check(cx) {
    const { cluster } = cx.started;
    for (const { object, reference, path, pods, wanted } of workloadsOf(cx)) {
      if (pods.length >= wanted) continue;
      const creators = creatorsOf(cluster, object);
      const refusal = creators.flatMap((each) => warningsAbout(cluster, each)).find(isRefusal);
      if (!refusal) continue;
      const message = (refusal.message ?? '').replace(/^(\(combined[^)]*\): )?Error creating: /, '');
      yield {
        object: reference,
        path: [...path, ...blamed(message)],
        message: `${counted(wanted - pods.length, 'pod')} of ${wanted} cannot be created: ${message}`,
        promised: `${referenceText(reference)} has ${counted(wanted, 'pod')}`,
        happened: `it has ${pods.length}; ${refusal.reason} comes again and again`,
        trace: traceOf(
          cluster,
          creators.map(({ kind, metadata }) => ({ kind, namespace: metadata.namespace ?? '', name: metadata.name })),
        ),
      };
    }
  },
});

const isRefusal = ({ reason }: CoreEvent) => reason === 'FailedCreate';

/** From the pod's spec to the field that the refusal is about. */
function blamed(message: string): FieldPath {
  if (/violates PodSecurity/.test(message)) return ['securityContext'];
  if (/exceeded quota|failed quota|usage per|limit/i.test(message)) return ['containers', 0, 'resources'];
  return [];
}
