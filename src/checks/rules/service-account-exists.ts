// Pods of a service account that is not there are never created.

import { nearest } from '../../kinds/nearest';
import { creatorsOf } from '../creators';
import { defineRule } from '../rule';
import { warningsAbout } from '../started-cluster';
import { workloadsOf } from '../workloads';

export const serviceAccountExists = defineRule({
  id: 'service-account-exists',
  title: 'every service account that a pod runs under is there',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['non-existent-service-account'] },
  remedy: 'Bring the ServiceAccount along, or correct its name; it must be in the namespace of the pods.',
  reads: 'started',
  *check(cx) {
    const { cluster } = cx.started;
    const workloads = workloadsOf(cx);
    for (const pod of cx.manifests.pods) {
      const { namespace } = pod.reference;
      const field = pod.spec.serviceAccountName ? 'serviceAccountName' : 'serviceAccount';
      const name = pod.spec[field] || 'default';
      if (cluster.get('ServiceAccount', namespace, name)) continue;
      const close = nearest(
        name,
        cluster.list('ServiceAccount', namespace).map(({ metadata }) => metadata.name),
      );
      const workload = workloads.find(({ owner }) => owner === pod.owner);
      const event =
        workload &&
        creatorsOf(cluster, workload.object)
          .flatMap((each) => warningsAbout(cluster, each))
          .at(-1);
      yield {
        object: pod.reference,
        path: [...pod.path, field],
        message: `ServiceAccount ${name} does not exist in namespace ${namespace}${close ? ` (there is ${close})` : ''}`,
        ...(event && { promised: 'its pods are created', happened: `${event.reason}: ${event.message}` }),
      };
    }
  },
});
