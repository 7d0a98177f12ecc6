// The small workload that the pages are about: a container that answers on 8080, behind a Service.

const labels = { app: 'web' };

const template = {
  metadata: { labels },
  spec: {
    containers: [
      {
        name: 'web',
        image: 'shop/web:v1',
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/', port: 8080 } },
      },
    ],
  },
};

export const webService = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};

export function webReplicaSet(replicas: number): object {
  const spec = { replicas, selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec };
}

export function webDeployment(replicas: number): object {
  return { ...webReplicaSet(replicas), kind: 'Deployment' };
}
