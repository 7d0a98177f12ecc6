// A StatefulSet's pods get their names from its Service: without one that selects them, nobody finds `db-0.db`.

import { hasLabels } from '../../kinds/labels';
import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const statefulSetService = defineRule({
  id: 'stateful-set-service',
  title: 'the Service that a StatefulSet names is there and selects its pods',
  severity: 'error',
  profile: 'recommended',
  others: { 'kube-score': ['statefulset-has-servicename'] },
  remedy: 'Bring a Service of that name with `clusterIP: None` whose selector matches the pods.',
  reads: 'started',
  yieldsTo: ['accepted'],
  *check(cx) {
    const { cluster } = cx.started;
    for (const { reference, object } of storedOf(cx, 'StatefulSet')) {
      const name = object.spec.serviceName;
      const { namespace } = reference;
      if (!name) continue;
      const service = cluster.get('Service', namespace, name)?.spec;
      const labels = object.spec.template.metadata?.labels;
      const problem = !service
        ? `Service ${name} does not exist in namespace ${namespace}`
        : service.selector && !hasLabels(labels, service.selector)
          ? `Service ${name} does not select the pods of StatefulSet ${reference.name}`
          : undefined;
      if (!problem) continue;
      const host = `${reference.name}-0.${name}.${namespace}.svc.cluster.local`;
      const answer = cluster.fork().resolve(host).answer;
      const addresses = 'addresses' in answer ? answer.addresses : [];
      if (addresses.length > 0) continue;
      yield {
        object: reference,
        path: ['spec', 'serviceName'],
        message: problem,
        promised: `pod ${reference.name}-0 is found as ${host}`,
        happened: 'the name has no address',
        because: [{ kind: 'Service', namespace, name }],
      };
    }
  },
});
