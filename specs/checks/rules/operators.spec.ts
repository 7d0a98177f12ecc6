// Pods that operators make of custom resources, and namespaces that others fill: what is not known is not told.
import { expect, test } from '@jest/globals';
import { messagesOf, object, service, told, workload } from '../found';

const definition = (group: string, kind: string, plural: string, annotations: object = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}`, annotations },
  spec: {
    group,
    names: { plural, singular: kind.toLowerCase(), kind },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});
const clusters = definition('db.example.com', 'Cluster', 'clusters');
const cluster = (name: string, rest: object = {}, namespace = 'default') =>
  object('db.example.com/v1', 'Cluster', name, rest, namespace);
const budget = (matchLabels: object) =>
  object('policy/v1', 'PodDisruptionBudget', 'db', { spec: { maxUnavailable: 1, selector: { matchLabels } } });

test.each([
  {
    name: 'the name of the resource',
    resource: cluster('orders'),
    selector: { 'db.example.com/cluster': 'orders' },
    found: 0,
  },
  { name: 'its kind', resource: cluster('orders'), selector: { 'app.kubernetes.io/name': 'cluster' }, found: 0 },
  {
    name: 'labels of its template',
    resource: cluster('orders', { spec: { template: { metadata: { labels: { app: 'db' } } } } }),
    selector: { app: 'db' },
    found: 0,
  },
  { name: 'something else', resource: cluster('orders'), selector: { app: 'db' }, found: 2 },
  {
    name: 'one of another namespace',
    resource: cluster('orders', {}, 'shop'),
    selector: { cluster: 'orders' },
    found: 2,
  },
])('a selector of $name', ({ resource, selector, found }) => {
  const manifests = [clusters, resource, service('db', selector), budget(selector)];
  const messages = ['service-selects-pods', 'budget-selects-pods'].flatMap((rule) => messagesOf(rule, manifests));
  expect(messages).toHaveLength(found);
});

test('a resource whose definition is refused is not told besides', () => {
  const refused = definition('db.example.com', 'Cluster', 'clusters', { notes: 'x'.repeat(262_145) });
  expect(told([refused, cluster('orders')])).toEqual(['accepted CustomResourceDefinition/clusters.db.example.com']);
});

test('what stands in kube-system is not known', () => {
  const monitors = definition('monitoring.coreos.com', 'ServiceMonitor', 'servicemonitors');
  const monitor = (namespace: string) =>
    object('monitoring.coreos.com/v1', 'ServiceMonitor', 'dns', {
      spec: {
        selector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        namespaceSelector: { matchNames: [namespace] },
        endpoints: [{ port: 'metrics' }],
      },
    });
  const others = [monitors, workload('agent', { kind: 'DaemonSet', namespace: 'kube-system' }), workload('web')];
  expect(messagesOf('service-monitor-selects', [...others, monitor('kube-system')])).toEqual([]);
  expect(messagesOf('service-monitor-selects', [...others, monitor('default')])).toHaveLength(1);
});
