// A node port is open on every node of the cluster, to whoever reaches the nodes.

import { listOf, oneOf } from '../../cluster/describe/types';
import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';
import { setting } from '../setting';

const WHY = {
  ClusterIP: 'is reached inside of the cluster only',
  NodePort: 'opens a port on every node',
  LoadBalancer: 'has an address outside of the cluster',
  ExternalName: 'leads to a name outside of the cluster',
} as const;

export const serviceType = defineRule({
  id: 'service-type',
  title: 'Services are of an allowed type',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['service-type'], 'kube-linter': ['exposed-services'] },
  remedy: 'Use a ClusterIP with an Ingress or a Gateway in front of it, or a LoadBalancer.',
  reads: 'manifests',
  settings: [
    setting(
      'forbidden',
      listOf(oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'), 0),
      ['NodePort'],
      'the types that no Service may have',
    ),
  ],
  *check({ manifests }, { forbidden }) {
    for (const service of manifests.ofKind('Service')) {
      const type = service.spec?.type || 'ClusterIP';
      if (!forbidden.includes(type)) continue;
      yield { object: referenceOf(service), path: ['spec', 'type'], message: `${WHY[type]}, by its type ${type}` };
    }
  },
});
