// An Ingress that leads to a Service or a port that is not there answers 503 or 404.

import type { Ingress, IngressBackend } from '../../kinds/generated/types.gen';
import { nearest } from '../../kinds/nearest';
import type { FieldPath } from '../../manifests/source';
import { defineRule } from '../rule';
import type { StartedCluster } from '../started-cluster';
import { storedOf } from '../stored';

export const ingressReachesService = defineRule({
  id: 'ingress-reaches-service',
  title: 'every backend of an Ingress is a Service that is there, on a port that it has',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-score': ['ingress-targets-service'], 'kube-linter': ['dangling-ingress'] },
  remedy: 'Name a Service of the namespace of the Ingress, and one of the ports that it lists.',
  reads: 'started',
  yieldsTo: ['accepted'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'Ingress')) {
      for (const { backend, path, route } of backendsOf(object)) {
        const problem = problemOf(cx.started.cluster, reference.namespace, backend);
        if (!problem) continue;
        yield {
          object: reference,
          path: [...path, 'service', ...problem.path],
          message: `${route} leads to ${problem.text}`,
          promised: `Ingress ${reference.name} answers for ${route}`,
          happened: 'its controller has nowhere to send the request: 503',
          because: [{ kind: 'Service', namespace: reference.namespace, name: backend.service?.name ?? '' }],
        };
      }
    }
  },
});

interface Route {
  readonly backend: IngressBackend;
  readonly path: FieldPath;
  /** `shop.example/cart`, `every other request`. */
  readonly route: string;
}

function* backendsOf({ spec }: Ingress): Generator<Route> {
  if (spec?.defaultBackend)
    yield { backend: spec.defaultBackend, path: ['spec', 'defaultBackend'], route: 'every other request' };
  for (const [rule, { host = '*', http }] of (spec?.rules ?? []).entries()) {
    for (const [index, { path = '', backend }] of (http?.paths ?? []).entries()) {
      const at = ['spec', 'rules', rule, 'http', 'paths', index, 'backend'];
      yield { backend, path: at, route: `${host}${path}` };
    }
  }
}

function problemOf(cluster: StartedCluster, namespace: string, { service }: IngressBackend) {
  if (!service) return undefined; // a resource of somebody's own
  const found = cluster.get('Service', namespace, service.name);
  if (!found) {
    const close = nearest(
      service.name,
      cluster.list('Service', namespace).map(({ metadata }) => metadata.name),
    );
    const hint = close ? ` (there is ${close})` : '';
    return { text: `Service ${service.name}, which does not exist in namespace ${namespace}${hint}`, path: ['name'] };
  }
  const { name, number } = service.port ?? {};
  const ports = found.spec?.ports ?? [];
  if (ports.some((port) => (name ? port.name === name : port.port === number))) return undefined;
  const has = ports.map((port) => (port.name ? `${port.port} (${port.name})` : `${port.port}`)).join(', ') || 'none';
  return { text: `port ${name ?? number} of Service ${service.name}, which has ${has}`, path: ['port'] };
}
