// A namespace is what rights, quotas and network policies are given to; the default one is everybody's.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

export const defaultNamespace = defineRule({
  id: 'default-namespace',
  title: 'workloads and Services stand in a namespace of their own',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['use-namespace'] },
  remedy: 'Set metadata.namespace to the namespace of the application.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const owner of [...manifests.pods.map((pod) => pod.owner), ...manifests.ofKind('Service')]) {
      const object = referenceOf(owner);
      if (object.namespace !== 'default') continue;
      const message = owner.metadata.namespace ? 'stands in the default namespace' : 'names no namespace';
      yield { object, path: ['metadata', 'namespace'], message };
    }
  },
});
