import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withoutHash } from '../../../src/controllers/deployment/template';
import { safeEncode, templateHash } from '../../../src/controllers/shared/template-hash/template-hash';
import type { PodTemplateSpec, ReplicaSet } from '../../../src/kinds/generated/types.gen';

const container = {
  imagePullPolicy: 'IfNotPresent',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const podSpec = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};
const nginx = (image: string) => ({
  metadata: { labels: { app: 'my-nginx' }, name: 'my-nginx-pod' },
  spec: {
    ...podSpec,
    containers: [{ ...container, image, name: 'nginx', ports: [{ containerPort: 80, protocol: 'TCP' }] }],
  },
});

/** Every sort of value that a template can hold; its hash was taken with the Go library. */
const exotic = {
  metadata: { labels: { app: 'a' }, annotations: { x: 'ü€😀' }, finalizers: ['f/x'] },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'i',
        resources: {
          limits: {
            cpu: '1500m',
            memory: '100Ti',
            'ephemeral-storage': '1234567890123456789',
            'nvidia.com/gpu': '1',
            'hugepages-2Mi': '64Mi',
          },
          requests: { cpu: '100m', memory: '128Mi', 'x.y/z': '1k' },
        },
        env: [
          { name: 'A', value: 'b' },
          { name: 'P', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } },
          { name: 'R', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } } },
          { name: 'S', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
        ],
        envFrom: [{ prefix: 'p', configMapRef: { name: 'cm' } }],
        command: ['a', 'b c'],
        args: [],
        livenessProbe: {
          httpGet: { path: '/', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'a', value: 'b' }] },
          timeoutSeconds: 1,
        },
        lifecycle: { preStop: { exec: { command: ['sh'] } }, postStart: { sleep: { seconds: 3 } } },
        securityContext: {
          capabilities: { add: ['NET_ADMIN'] },
          runAsNonRoot: true,
          runAsUser: 0,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true, mountPropagation: 'None' }],
        restartPolicy: 'Always',
      },
    ],
    volumes: [
      { name: 'v', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } },
      {
        name: 'p',
        projected: {
          defaultMode: 420,
          sources: [
            { serviceAccountToken: { path: 't', expirationSeconds: 3600 } },
            { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          ],
        },
      },
      { name: 'c', configMap: { name: 'x', items: [{ key: 'a', path: 'b', mode: 256 }] } },
      { name: 'pvc', persistentVolumeClaim: { claimName: 'z' } },
      {
        name: 'e',
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Pi' } } },
          },
        },
      },
      { name: 'h', hostPath: { path: '/x', type: '' } },
      { name: 'csi', csi: { driver: 'd', volumeAttributes: { b: 'c', a: 'b' } } },
    ],
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] }, topologyKey: 't' },
        ],
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 5, podAffinityTerm: { topologyKey: 'z', namespaceSelector: {} } },
        ],
      },
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
        },
      },
    },
    tolerations: [{ key: 'k', operator: 'Exists', tolerationSeconds: 30 }],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'z',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { a: 'b' } },
        minDomains: 2,
        nodeTaintsPolicy: 'Honor',
      },
    ],
    hostAliases: [{ ip: '1.2.3.4', hostnames: ['a'] }],
    dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
    priority: -5,
    overhead: { cpu: '250m', memory: '0' },
    os: { name: 'linux' },
    readinessGates: [{ conditionType: 'x/y' }],
    nodeSelector: {},
    imagePullSecrets: [{ name: 's' }],
    hostUsers: false,
    securityContext: { fsGroup: 1, sysctls: [{ name: 'a', value: 'b' }], supplementalGroups: [1, 2] },
    terminationGracePeriodSeconds: 0,
  },
};

describe('template hash', () => {
  test.each([
    { name: 'nginx:1.10 as recorded', template: nginx('nginx:1.10'), hash: '547c57c5b5' },
    { name: 'nginx:1.11 as recorded', template: nginx('nginx:1.11'), hash: '84fc8487bd' },
    { name: 'every sort of value', template: exotic, hash: '78d866c444' },
  ])('$name', ({ template, hash }) => {
    expect(templateHash(template as unknown as PodTemplateSpec, undefined)).toBe(hash);
  });

  test('the collision count gives another hash, 0 included', () => {
    const template = nginx('nginx:1.10') as unknown as PodTemplateSpec;
    const hashes = [undefined, 0, 1, 2].map((count) => templateHash(template, count));
    expect(new Set(hashes).size).toBe(4);
  });

  test('an empty list or map is an absent one', () => {
    const bare = nginx('nginx:1.10');
    const empty = { ...bare, spec: { ...bare.spec, volumes: [], nodeSelector: {} } };
    expect(templateHash(empty as unknown as PodTemplateSpec, undefined)).toBe('547c57c5b5');
  });

  test('digits are encoded one by one', () => {
    expect(safeEncode('0123456789')).toBe('456789bcdf');
  });

  const recordings = join(__dirname, '../../../../shared/fidelity/recordings');
  const recorded = existsSync(recordings) ? test : test.skip;
  recorded('every ReplicaSet in the recordings has its real hash', () => {
    const found = new Map<string, ReplicaSet>();
    for (const folder of readdirSync(recordings)) {
      for (const file of readdirSync(join(recordings, folder)).filter((name) => name.startsWith('snapshot-'))) {
        const objects = JSON.parse(readFileSync(join(recordings, folder, file), 'utf8')) as ReplicaSet[];
        for (const object of objects) {
          const hash = object.metadata.labels?.['pod-template-hash'];
          if (object.kind === 'ReplicaSet' && hash) found.set(hash, object);
        }
      }
    }
    const computed = [...found.values()].map((object) => {
      return templateHash(withoutHash(object.spec.template as PodTemplateSpec), undefined);
    });
    expect(found.size).toBeGreaterThan(50);
    expect(computed).toEqual([...found.keys()]);
  });
});
