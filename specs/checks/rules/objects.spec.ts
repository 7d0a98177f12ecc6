// Images, Services, Ingresses, DNS, labels and keys.
import { expect, test } from '@jest/globals';
import { container, deployment, deploymentOf, findings, messages, service } from './manifests';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  { image: 'nginx', tag: 1, pull: 0, registry: 1 },
  { image: 'nginx:latest', tag: 1, pull: 0, registry: 1 },
  { image: 'nginx:alpine', tag: 1, pull: 1, registry: 1 },
  { image: 'nginx:1.29.1', tag: 0, pull: 1, registry: 1 },
  { image: `nginx@${DIGEST}`, tag: 0, pull: 0, registry: 1 },
  { image: `nginx:latest@${DIGEST}`, tag: 0, pull: 0, registry: 1 },
  { image: 'registry.example.com:5000/shop/web', tag: 1, pull: 0, registry: 0 },
  { image: 'registry.example.com:5000/shop/web:2', tag: 0, pull: 1, registry: 0 },
  { image: 'registry.example.com:5000/shopping/web:2', tag: 0, pull: 1, registry: 1 },
  { image: 'registry.example.com/shop/web:2', tag: 0, pull: 1, registry: 1 },
  { image: 'docker.io/bitnami/redis:8', tag: 0, pull: 1, registry: 0 },
  { image: 'bitnami/redis:8', tag: 0, pull: 1, registry: 0 },
])('the image $image', ({ image, tag, pull, registry }) => {
  const settings = { allowed: ['registry.example.com:5000/shop', 'docker.io/bitnami/'] };
  expect(messages('image-tag', deploymentOf({ image }))).toHaveLength(tag);
  expect(messages('image-pull-policy', deploymentOf({ image }))).toHaveLength(pull);
  expect(messages('image-registry', deploymentOf({ image }), { settings })).toHaveLength(registry);
  expect(messages('image-registry', deploymentOf({ image }))).toEqual([]);
});

test('a pull policy that is written holds over the default', () => {
  const given = deploymentOf({ image: 'nginx', imagePullPolicy: 'Never' });
  expect(messages('image-pull-policy', given)).toEqual(['container "web" runs "nginx" with the pull policy Never']);
});

test('what is null is not there', () => {
  const nothing = { image: null, env: null, ports: null, resources: null, securityContext: null };
  const given = deployment({ containers: [container(nothing)], volumes: null, securityContext: null });
  expect(messages('image-tag', given)).toEqual([]);
  expect(messages('cpu-request', given)).toHaveLength(1);
  expect(messages('run-as-non-root', given)).toHaveLength(1);
});

test.each([
  { name: 'none', type: undefined, forbidden: undefined, told: 0 },
  { name: 'a node port', type: 'NodePort', forbidden: undefined, told: 1 },
  { name: 'a load balancer', type: 'LoadBalancer', forbidden: undefined, told: 0 },
  { name: 'a load balancer where it is forbidden', type: 'LoadBalancer', forbidden: ['LoadBalancer'], told: 1 },
])('a Service of type: $name', ({ type, forbidden, told }) => {
  expect(messages('service-type', service([{ port: 80 }], { type }), { settings: { forbidden } })).toHaveLength(told);
});

const ingress = (hosts: readonly (string | undefined)[], tls?: unknown, annotations = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'shop', annotations },
  spec: {
    tls,
    rules: hosts.map((host) => ({ host })),
    defaultBackend: { service: { name: 'web', port: { number: 80 } } },
  },
});
const PLAIN = 'serves plain HTTP only';
const plain = (host: string) => `serves ${host} by plain HTTP only: no tls names it`;

test.each([
  { name: 'no tls', object: ingress(['a.example.com']), told: [PLAIN] },
  { name: 'empty tls', object: ingress(['a.example.com'], []), told: [PLAIN] },
  { name: 'its host', object: ingress(['a.example.com'], [{ hosts: ['a.example.com'] }]), told: [] },
  {
    name: 'one of two hosts',
    object: ingress(['a.example.com', 'b.example.com'], [{ hosts: ['a.example.com'] }]),
    told: [plain('b.example.com')],
  },
  { name: 'a certificate without hosts', object: ingress(['a.example.com'], [{ secretName: 'tls' }]), told: [] },
  { name: 'a wildcard', object: ingress(['a.example.com'], [{ hosts: ['*.example.com'] }]), told: [] },
  {
    name: 'a wildcard for two labels',
    object: ingress(['a.b.example.com'], [{ hosts: ['*.example.com'] }]),
    told: [plain('a.b.example.com')],
  },
  { name: 'a wildcard as host', object: ingress(['*.example.com'], [{ hosts: ['*.example.com'] }]), told: [] },
  { name: 'a rule for all hosts', object: ingress([undefined], [{ hosts: ['a.example.com'] }]), told: [] },
  {
    name: 'a certificate of the cloud',
    object: ingress(['a.example.com'], undefined, { 'networking.gke.io/managed-certificates': 'shop' }),
    told: [],
  },
])('ingress-tls: an Ingress with $name', ({ object, told }) => {
  expect(messages('ingress-tls', object)).toEqual(told);
});

test.each([
  { name: 'nothing', spec: {}, told: 1 },
  { name: 'the option', spec: { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } }, told: 0 },
  { name: 'another value', spec: { dnsConfig: { options: [{ name: 'ndots', value: '1' }] } }, told: 1 },
  { name: 'the resolver of the node', spec: { dnsPolicy: 'Default' }, told: 0 },
  { name: 'the network of the node', spec: { hostNetwork: true }, told: 0 },
  {
    name: 'the network of the node and the names of the cluster',
    spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
    told: 1,
  },
])('dns-options: a pod with $name', ({ spec, told }) => {
  expect(messages('dns-options', deployment(spec))).toHaveLength(told);
});

test.each([
  { name: 'a label that is there', metadata: { labels: { owner: 'shop' } }, told: [] },
  { name: 'no labels', metadata: {}, told: ['has no label owner'] },
  {
    name: 'a label of another shape',
    metadata: { labels: { owner: 'Shop' } },
    told: ['has the label owner with "Shop", which does not match ^[a-z]+$'],
  },
])('required-labels: $name', ({ metadata, told }) => {
  const settings = { labels: { owner: '^[a-z]+$' } };
  expect(messages('required-labels', deployment({}, metadata), { settings })).toEqual(told);
});

test('required annotations', () => {
  const settings = { labels: {}, annotations: { email: '@' } };
  const given = deployment({}, { annotations: { email: 'shop' } });
  expect(messages('required-labels', given, { settings })).toEqual([
    'has the annotation email with "shop", which does not match @',
  ]);
});

test.each([
  { instance: undefined, told: 0 },
  { instance: 'web', told: 0 },
  { instance: 'we', told: 1 },
  { instance: 'shop', told: 1 },
])('the instance $instance of a Deployment called web', ({ instance, told }) => {
  const labels = instance ? { 'app.kubernetes.io/instance': instance } : {};
  expect(messages('instance-label', deployment({}, { labels }))).toHaveLength(told);
});

test('a part of an instance is called after it', () => {
  const labels = { 'app.kubernetes.io/instance': 'shop' };
  expect(messages('instance-label', deployment({}, { name: 'shop-database', labels }))).toEqual([]);
});

const configMap = (data: string) => `apiVersion: v1\ndata:\n${data}kind: ConfigMap\nmetadata:\n  name: shop\n`;

test.each([
  { name: 'in order', data: '  a: x\n  b: x\n', told: [] },
  { name: 'capitals first', data: '  B: x\n  a: x\n', told: [] },
  { name: 'out of order', data: '  b: x\n  a: x\n', told: [4] },
  { name: 'numbers, whose place is not known', data: '  b: x\n  "10": x\n  c: x\n', told: [] },
])('sorted-keys: keys $name', ({ data, told }) => {
  expect(findings('sorted-keys', configMap(data)).map(({ place }) => place?.line)).toEqual(told);
});

test('a version that its CustomResourceDefinition marks as deprecated', () => {
  const version = (name: string, part = {}) => ({
    name,
    served: true,
    storage: name === 'v1',
    schema: { openAPIV3Schema: { type: 'object' } },
    ...part,
  });
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'shops.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Shop', plural: 'shops' },
      scope: 'Namespaced',
      versions: [version('v1'), version('v1beta1', { deprecated: true })],
    },
  };
  const shop = (v: string) => ({ apiVersion: `example.com/${v}`, kind: 'Shop', metadata: { name: v } });
  expect(messages('deprecated-api', [definition, shop('v1'), shop('v1beta1')])).toEqual([
    'example.com/v1beta1 Shop is deprecated',
  ]);
});
