// One cause, one finding: what follows from it is not told a second time, wherever it shows.
import { expect, test } from '@jest/globals';
import { findings, object, service, told, workload } from './found';

const budget = (name: string, spec: object) =>
  object('policy/v1', 'PodDisruptionBudget', name, { spec: { selector: { matchLabels: { app: name } }, ...spec } });
const ingress = object('networking.k8s.io/v1', 'Ingress', 'shop', {
  spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
});
const settings = { envFrom: [{ configMapRef: { name: 'settings' } }] };
const withClaim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const claim = object('v1', 'PersistentVolumeClaim', 'data', {
  spec: { storageClassName: '', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const around = [service('web', { app: 'web' }), budget('web', { maxUnavailable: 1 }), ingress];

test.each([
  {
    name: 'a ConfigMap that two workloads need',
    manifests: [workload('web', { container: settings }), workload('cart', { container: settings })],
    one: 'configuration-exists Deployment/web',
  },
  {
    name: 'a service account',
    manifests: [workload('web', { pod: { serviceAccountName: 'shop' } })],
    one: 'service-account-exists Deployment/web',
  },
  {
    name: 'a service account of a pod that stands alone',
    manifests: [
      {
        ...object('v1', 'Pod', 'web', {
          spec: { serviceAccountName: 'shop', containers: [{ name: 'web', image: 'web:1.0.0' }] },
        }),
        metadata: { name: 'web', labels: { app: 'web' } },
      },
    ],
    one: 'service-account-exists Pod/web',
  },
  {
    name: 'a priority class',
    manifests: [workload('web', { pod: { priorityClassName: 'important' } })],
    one: 'priority-class-exists Deployment/web',
  },
  {
    name: 'a workload that is refused',
    manifests: [workload('web', { container: { image: '' } })],
    one: 'accepted Deployment/web',
  },
  {
    name: 'a selector of its own',
    manifests: [workload('web', { selector: { matchLabels: { app: 'wep' } } })],
    one: 'selector-matches-template Deployment/web',
  },
  {
    name: 'a quota',
    manifests: [object('v1', 'ResourceQuota', 'small', { spec: { hard: { pods: '0' } } }), workload('web')],
    one: 'pods-created Deployment/web',
  },
  {
    name: 'a level of pod security',
    manifests: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'default', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      },
      workload('web', { pod: { hostNetwork: true } }),
    ],
    one: 'pods-created Deployment/web',
  },
  {
    name: 'no room',
    manifests: [workload('web', { container: { resources: { requests: { cpu: '900' } } } })],
    one: 'pods-scheduled Deployment/web',
  },
  {
    name: 'a claim without a volume',
    manifests: [claim, workload('web', { pod: withClaim })],
    one: 'claim-bound PersistentVolumeClaim/data',
  },
  {
    name: 'a claim that is not there',
    manifests: [workload('web', { pod: withClaim })],
    one: 'claim-bound Deployment/web',
  },
  {
    name: 'a claim that is refused',
    manifests: [object('v1', 'PersistentVolumeClaim', 'data', { spec: {} }), workload('web', { pod: withClaim })],
    one: 'accepted PersistentVolumeClaim/data',
  },
  {
    name: 'a program that crashes',
    manifests: [workload('web', { container: { image: 'sim/exit:1-1' } })],
    one: 'workload-available Deployment/web',
  },
  {
    name: 'a probe that cannot be made',
    manifests: [workload('web', { container: { readinessProbe: { httpGet: { port: 'http' } } } })],
    one: 'probe-port-name Deployment/web',
  },
])('$name is told once', ({ manifests, one }) => {
  expect(told([...manifests, ...around])).toEqual([one]);
});

test('a Service that is refused is told, not the Ingress that leads to it', () => {
  const refused = service('web', { app: 'web' }, { ports: [{ port: 99_999 }] });
  expect(told([workload('web'), refused, ingress])).toEqual(['accepted Service/web']);
});

test('the words say who else suffers', () => {
  const manifests = [workload('web', { container: settings }), workload('cart', { container: settings })];
  const [found] = findings(manifests, { rules: ['configuration-exists'] });
  expect(found?.message).toBe(
    'ConfigMap settings does not exist in namespace default: ' +
      'container "web" takes its environment from it; Deployment default/cart needs it too',
  );
  expect(found?.affects).toEqual([{ kind: 'Deployment', namespace: 'default', name: 'cart' }]);
});

test('a consequence is told where the rule of its cause is switched off', () => {
  const manifests = [workload('web', { container: settings }), service('web', { app: 'web' })];
  const rules = ['workload-available', 'service-selects-pods'];
  expect(told(manifests, { rules })).toEqual(['workload-available Deployment/web']);
});
