// A pod that no NetworkPolicy selects takes connections from everybody in the cluster.

import type { NetworkPolicy } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { defineRule } from '../rule';

export const networkPolicyCoversPods = defineRule({
  id: 'network-policy-covers-pods',
  title: 'every pod is covered by a NetworkPolicy',
  severity: 'note',
  profile: 'strict',
  others: {
    'kube-score': ['pod-networkpolicy'],
    'kube-linter': ['non-isolated-pod'],
    polaris: ['missingNetworkPolicy'],
  },
  remedy: 'Add a policy for the namespace that denies by default, and one for each way that is needed.',
  reads: 'started',
  *check({ manifests, started: { cluster } }) {
    for (const { reference, labels, spec, path } of manifests.pods) {
      if (spec.hostNetwork) continue; // policies do not hold for these
      const policies = cluster.list('NetworkPolicy', reference.namespace);
      if (policies.some((policy) => selects(policy)(labels))) continue;
      const among = policies.length > 0 ? `none of the ${policies.length} policies of` : 'there is no policy in';
      yield {
        object: reference,
        path: path.slice(0, -1),
        message: `${among} namespace ${reference.namespace}${policies.length > 0 ? ' selects its pods' : ''}: everybody may call them`,
      };
    }
  },
});

const selects = ({ spec }: NetworkPolicy) => compileSelector(spec.podSelector ?? {});
