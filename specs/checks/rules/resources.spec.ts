// Requests and limits: which containers are asked, and what counts as set.
import { expect, test } from '@jest/globals';
import { container, deployment, deploymentOf, messages } from './manifests';

const init = (part = {}) => container({ name: 'migrate', ...part });
const sidecar = (part = {}) => container({ name: 'logs', restartPolicy: 'Always', ...part });
const both = { resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: 1, memory: '1Gi' } } };

const range = (limits: object, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults', ...(namespace ? { namespace } : {}) },
  spec: { limits: [{ type: 'Container', ...limits }] },
});

const NO_CPU = 'container "web" requests no CPU';

test.each([
  { name: 'nothing', resources: undefined, told: [NO_CPU] },
  { name: 'an amount', resources: { requests: { cpu: '1m' } }, told: [] },
  { name: 'a number', resources: { requests: { cpu: 1 } }, told: [] },
  { name: 'zero', resources: { requests: { cpu: '0' } }, told: [NO_CPU] },
  { name: 'a limit, which is a request too', resources: { limits: { cpu: '1' } }, told: [] },
  { name: 'zero under a limit', resources: { requests: { cpu: 0 }, limits: { cpu: '1' } }, told: [NO_CPU] },
  { name: 'null', resources: { requests: null }, told: [NO_CPU] },
])('a request of $name', ({ resources, told }) => {
  expect(messages('cpu-request', deploymentOf({ resources }))).toEqual(told);
});

test.each([
  { rule: 'cpu-request', told: ['sidecar "logs" requests no CPU'] },
  { rule: 'memory-request', told: ['sidecar "logs" requests no memory'] },
  {
    rule: 'memory-limit',
    told: [
      'init container "migrate" may take all memory of its node: it has no limit',
      'sidecar "logs" may take all memory of its node: it has no limit',
    ],
  },
  { rule: 'cpu-limit', told: ['init container "migrate" has no CPU limit', 'sidecar "logs" has no CPU limit'] },
])('$rule asks the containers that it concerns', ({ rule, told }) => {
  const given = deployment({ initContainers: [init(), sidecar()], containers: [container(both)] });
  expect(messages(rule, given)).toEqual(told);
});

test.each([
  { name: 'the request of the whole pod', resources: { requests: { cpu: '1' } }, request: 0, limit: 1 },
  { name: 'the limit of the whole pod', resources: { limits: { cpu: '1' } }, request: 0, limit: 0 },
  { name: 'memory of the whole pod', resources: { limits: { memory: '1Gi' } }, request: 1, limit: 1 },
])('$name counts for its containers', ({ resources, request, limit }) => {
  const given = deployment({ resources });
  expect(messages('cpu-request', given)).toHaveLength(request);
  expect(messages('cpu-limit', given)).toHaveLength(limit);
});

test.each([
  { name: 'requests', limits: { defaultRequest: { memory: '64Mi' } }, request: 0, limit: 1 },
  { name: 'limits', limits: { default: { memory: '64Mi' } }, request: 0, limit: 0 },
  { name: 'a maximum, which is the limit by default', limits: { max: { memory: '64Mi' } }, request: 0, limit: 0 },
  { name: 'a minimum, which is the request by default', limits: { min: { memory: '64Mi' } }, request: 0, limit: 1 },
  { name: 'amounts for whole pods', limits: { type: 'Pod', max: { memory: '64Mi' } }, request: 1, limit: 1 },
])('a LimitRange that gives $name', ({ limits, request, limit }) => {
  const given = [deployment({}), range(limits)];
  expect(messages('memory-request', given)).toHaveLength(request);
  expect(messages('memory-limit', given)).toHaveLength(limit);
});

test('a LimitRange is for its namespace, and may be there before', () => {
  const limits = { default: { memory: '64Mi' } };
  expect(messages('memory-limit', deployment({}), { base: [range(limits)] })).toEqual([]);
  expect(messages('memory-limit', [deployment({}), range(limits, 'shop')])).toHaveLength(1);
  expect(messages('memory-limit', [deployment({}, { namespace: 'shop' }), range(limits, 'shop')])).toEqual([]);
});

test.each([
  { name: 'the same in other units', requests: { memory: '0.5Gi' }, limits: { memory: '512Mi' }, told: [] },
  { name: 'the same as number and text', requests: { memory: 1024 }, limits: { memory: '1Ki' }, told: [] },
  { name: 'a limit alone', requests: undefined, limits: { memory: '1Gi' }, told: [] },
  { name: 'a request alone', requests: { memory: '1Gi' }, limits: undefined, told: [] },
  {
    name: 'binary and decimal units',
    requests: { memory: '1G' },
    limits: { memory: '1Gi' },
    told: ['container "web" requests memory 1G and may use 1Gi'],
  },
])('equal amounts: $name', ({ requests, limits, told }) => {
  expect(messages('memory-request-equals-limit', deploymentOf({ resources: { requests, limits } }))).toEqual(told);
});

test('what is set for the whole pod stands for its containers', () => {
  const unequal = { requests: { cpu: '1' }, limits: { cpu: '2' } };
  expect(messages('cpu-request-equals-limit', deploymentOf({ resources: unequal }, { resources: unequal }))).toEqual([
    'its pods request cpu 1 and may use 2',
  ]);
});
