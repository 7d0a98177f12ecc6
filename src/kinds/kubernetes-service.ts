// The Service by which pods reach the API server, as the server itself makes it.
// upstream: pkg/controlplane/controller/kubernetesservice

import type { Service } from './generated/types.gen';

/** The first address of the range. */
export const KUBERNETES_ADDRESS = '10.96.0.1';

export const KUBERNETES_SERVICE: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    clusterIP: KUBERNETES_ADDRESS,
    ipFamilyPolicy: 'SingleStack',
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
    sessionAffinity: 'None',
    type: 'ClusterIP',
  },
};
