// What the API server fills in, and what of an object it makes itself.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, container, deployment, pod, SpecServer, template } from './api-server';

const server = () => new SpecServer();

describe('a pod', () => {
  test('of one container is complete', () => {
    const { spec, status, metadata } = server().create(pod('p', { automountServiceAccountToken: false }));
    expect(metadata.generation).toBe(1);
    expect(status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
    expect(spec).toEqual({
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          imagePullPolicy: 'IfNotPresent',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      tolerations: ['not-ready', 'unreachable'].map((key) => {
        return { effect: 'NoExecute', key: `node.kubernetes.io/${key}`, operator: 'Exists', tolerationSeconds: 300 };
      }),
    });
  });

  test.each([
    {
      name: 'requests follow limits',
      fields: { resources: { limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: '100m' } } },
      expected: { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '1Gi' } } },
    },
    {
      name: 'the newest image is always pulled',
      fields: { image: 'nginx' },
      expected: { imagePullPolicy: 'Always' },
    },
    {
      name: 'ports are TCP',
      fields: { ports: [{ containerPort: 80 }] },
      expected: { ports: [{ containerPort: 80, protocol: 'TCP' }] },
    },
    {
      name: 'a probe',
      fields: { livenessProbe: { httpGet: { port: 80 } } },
      expected: {
        livenessProbe: {
          failureThreshold: 3,
          httpGet: { path: '/', port: 80, scheme: 'HTTP' },
          periodSeconds: 10,
          successThreshold: 1,
          timeoutSeconds: 1,
        },
      },
    },
    {
      name: 'a field of the pod',
      fields: { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
      expected: { env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }] },
    },
  ])('container: $name', ({ fields, expected }) => {
    const created = server().create(pod('p', { containers: [{ ...container, ...fields }] }));
    expect(created.spec.containers[0]).toMatchObject(expected);
  });

  test.each([
    { name: 'nothing', source: {}, expected: { emptyDir: {} } },
    { name: 'a host path', source: { hostPath: { path: '/x' } }, expected: { hostPath: { path: '/x', type: '' } } },
    {
      name: 'a ConfigMap',
      source: { configMap: { name: 'c' } },
      expected: { configMap: { defaultMode: 420, name: 'c' } },
    },
    {
      name: 'a Secret',
      source: { secret: { secretName: 's' } },
      expected: { secret: { defaultMode: 420, secretName: 's' } },
    },
    {
      name: 'a token',
      source: { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
      expected: {
        projected: { defaultMode: 420, sources: [{ serviceAccountToken: { expirationSeconds: 3600, path: 't' } }] },
      },
    },
    {
      name: 'an image',
      source: { image: { reference: 'x:1' } },
      expected: { image: { reference: 'x:1', pullPolicy: 'IfNotPresent' } },
    },
  ])('volume of $name', ({ source, expected }) => {
    const created = server().create(pod('p', { volumes: [{ name: 'v', ...source }] }));
    expect(created.spec.volumes[0]).toEqual({ name: 'v', ...expected });
  });

  test.each([
    { name: 'BestEffort', containers: [{}], expected: 'BestEffort' },
    { name: 'Burstable', containers: [{ requests: { cpu: 1 } }, {}], expected: 'Burstable' },
    { name: 'Guaranteed', containers: [{ limits: { cpu: 1, memory: '1Gi' } }], expected: 'Guaranteed' },
    {
      name: 'not guaranteed for one of two',
      containers: [{ limits: { cpu: 1, memory: '1Gi' } }, {}],
      expected: 'Burstable',
    },
  ])('class of service: $name', ({ containers, expected }) => {
    const list = containers.map((resources, index) => ({ ...container, name: `c${index}`, resources }));
    expect(server().create(pod('p', { containers: list })).status.qosClass).toBe(expected);
  });
});

const DAEMON = { selector: { matchLabels: { a: 'b' } }, template: template({ a: 'b' }) };

describe('workloads', () => {
  test.each([
    {
      name: 'Deployment',
      object: deployment('d'),
      expected: {
        progressDeadlineSeconds: 600,
        replicas: 1,
        revisionHistoryLimit: 10,
        strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' },
      },
    },
    {
      name: 'Deployment that recreates',
      object: deployment('d', { strategy: { type: 'Recreate' } }),
      expected: { strategy: { type: 'Recreate' } },
    },
    {
      name: 'StatefulSet',
      object: body('apps/v1', 'StatefulSet', 's', { spec: DAEMON }),
      expected: {
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        podManagementPolicy: 'OrderedReady',
        replicas: 1,
        revisionHistoryLimit: 10,
        serviceName: '',
        updateStrategy: { rollingUpdate: { partition: 0 }, type: 'RollingUpdate' },
      },
    },
    {
      name: 'DaemonSet',
      object: body('apps/v1', 'DaemonSet', 's', { spec: DAEMON }),
      expected: {
        revisionHistoryLimit: 10,
        updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, type: 'RollingUpdate' },
      },
    },
    {
      name: 'CronJob',
      object: body('batch/v1', 'CronJob', 'cj', {
        spec: { schedule: '@daily', jobTemplate: { spec: { template: template({}, { restartPolicy: 'Never' }) } } },
      }),
      expected: {
        concurrencyPolicy: 'Allow',
        failedJobsHistoryLimit: 1,
        successfulJobsHistoryLimit: 3,
        suspend: false,
      },
    },
    {
      name: 'Job',
      object: job(),
      expected: {
        backoffLimit: 6,
        completionMode: 'NonIndexed',
        completions: 1,
        manualSelector: false,
        parallelism: 1,
        podReplacementPolicy: 'TerminatingOrFailed',
        suspend: false,
      },
    },
    {
      name: 'Job that keeps working',
      object: job({ parallelism: 3 }),
      expected: { parallelism: 3, completions: undefined },
    },
  ])('$name', ({ object, expected }) => {
    const created = server().create(object);
    expect(created.metadata.generation).toBe(1);
    expect(created.spec).toMatchObject(Object.fromEntries(Object.entries(expected).filter(([, value]) => value)));
    for (const [field, value] of Object.entries(expected))
      if (value === undefined) expect(created.spec[field]).toBe(value);
  });

  test('a DaemonSet counts its templates in an annotation', () => {
    const own = server();
    const key = 'deprecated.daemonset.template.generation';
    expect(own.create(body('apps/v1', 'DaemonSet', 'ds', { spec: DAEMON })).metadata.annotations[key]).toBe('1');
    const next = own.patch('daemonset', 'ds', { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } });
    expect([next.metadata.annotations[key], next.metadata.generation]).toEqual(['2', 2]);
  });

  test('a ReplicationController takes selector and labels from its template', () => {
    const created = server().create(
      body('v1', 'ReplicationController', 'rc', { spec: { template: template({ a: 'b' }) } }),
    );
    expect([created.spec.selector, created.metadata.labels]).toEqual([{ a: 'b' }, { a: 'b' }]);
  });
});

function job(spec: Body = {}, podLabels: Body = {}, metadata: Body = {}): Body {
  return body('batch/v1', 'Job', 'j', {
    metadata,
    spec: { template: template(podLabels, { restartPolicy: 'Never' }), ...spec },
  });
}

describe('the labels of a Job', () => {
  const generated = (uid: string) => ({
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': 'j',
    'controller-uid': uid,
    'job-name': 'j',
  });
  test.each([
    {
      name: 'its own stay',
      object: job({}, {}, { labels: { own: 'x' } }),
      template: {},
      own: { own: 'x' },
      withGenerated: false,
    },
    { name: "without any it takes its template's", object: job(), template: {}, own: {}, withGenerated: true },
    {
      name: 'and those with the generated ones',
      object: job({}, { mine: 'x' }),
      template: { mine: 'x' },
      own: { mine: 'x' },
      withGenerated: true,
    },
  ])('$name', ({ object, template: given, own, withGenerated }) => {
    const created = server().create(object);
    const { uid } = created.metadata;
    expect(created.spec.template.metadata.labels).toEqual({ ...given, ...generated(uid) });
    expect(created.spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': uid } });
    expect(created.metadata.labels).toEqual({ ...own, ...(withGenerated ? generated(uid) : {}) });
  });
});

describe('other kinds', () => {
  test('a Secret holds its texts as bytes', () => {
    const created = server().create(body('v1', 'Secret', 's', { data: { a: 'eA==' }, stringData: { a: 'é', b: '' } }));
    expect([created.data, created.stringData, created.type]).toEqual([{ a: 'w6k=', b: '' }, undefined, 'Opaque']);
  });

  test('a namespace is named by a label and kept by a finalizer', () => {
    const created = server().create(body('v1', 'Namespace', 'team'));
    expect(created).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'team' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });

  test('a LimitRange fills in limits and requests from one another', () => {
    const item = { type: 'Container', max: { cpu: 2 }, min: { memory: '16Mi' }, default: { memory: '256Mi' } };
    const created = server().create(body('v1', 'LimitRange', 'lr', { spec: { limits: [item] } }));
    expect(created.spec.limits[0]).toMatchObject({
      default: { cpu: '2', memory: '256Mi' },
      defaultRequest: { cpu: '2', memory: '256Mi' },
    });
  });

  test('an autoscaler without metrics looks at the processor', () => {
    const spec = { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' } };
    const created = server().create(body('autoscaling/v2', 'HorizontalPodAutoscaler', 'h', { spec }));
    expect(created.spec).toMatchObject({
      minReplicas: 1,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    });
  });

  test.each([
    { name: 'inwards only', spec: {}, types: ['Ingress'] },
    { name: 'both ways', spec: { egress: [{}] }, types: ['Ingress', 'Egress'] },
  ])('a NetworkPolicy is about traffic $name', ({ spec, types }) => {
    const created = server().create(body('networking.k8s.io/v1', 'NetworkPolicy', 'np', { spec }));
    expect([created.spec.podSelector, created.spec.policyTypes]).toEqual([{}, types]);
  });

  test('a claim and its source name each other', () => {
    const dataSource = { apiGroup: null, kind: 'PersistentVolumeClaim', name: 'old' };
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, dataSource };
    const created = server().create(body('v1', 'PersistentVolumeClaim', 'c', { spec }));
    expect([created.spec.dataSourceRef, created.spec.volumeMode, created.status.phase]).toEqual([
      dataSource,
      'Filesystem',
      'Pending',
    ]);
  });
});
