// A Service whose selector matches no pod answers nobody.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

export const serviceSelectsPods = defineRule({
  id: 'service-selects-pods',
  title: 'every Service with a selector finds pods',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-score': ['service-targets-pod'], 'kube-linter': ['dangling-service'] },
  remedy: 'Make the selector equal to the labels of the pods that should answer, in the same namespace.',
  reads: 'started',
  *check({ manifests, started }) {
    for (const service of manifests.ofKind('Service')) {
      const { selector, type } = service.spec ?? {};
      const object = referenceOf(service);
      if (!selector || Object.keys(selector).length === 0 || type === 'ExternalName') continue;
      if (!started.cluster.get('Service', object.namespace, object.name)) continue; // refused, and told as that
      if (started.cluster.endpoints(object.name, object.namespace).length > 0) continue;
      const wanted = Object.entries(selector).map(([name, value]) => `${name}=${value}`);
      yield {
        object,
        path: ['spec', 'selector'],
        message: `no pod in namespace ${object.namespace} has ${wanted.join(', ')}`,
        promised: `Service ${object.name} answers on its ports`,
        happened: 'it has no endpoint after everything has started: each connection is refused',
      };
    }
  },
});
