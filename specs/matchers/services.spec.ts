// Matchers about Services and nodes: endpoints, selectors, taints, pods on a node; and, in a running cluster, names and
// requests.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { judge } from '../support/fail';
import { deployment, node, pod, service, slice, stillCluster } from '../support/still-cluster';

function shop() {
  const made = stillCluster();
  made.put(service('web', { app: 'web' }));
  made.put(service('db', { app: 'db' }));
  made.put(service('outside'));
  made.put(deployment('web', 3));
  made.put(slice('web', ['web-0', 'web-1', '!web-2']));
  for (const index of [0, 1, 2]) made.put(pod(`web-${index}`, { ready: index < 2, node: 'node-1' }));
  made.put(pod('done', { phase: 'Succeeded', node: 'node-1', labels: { app: 'job' } }));
  made.put(pod('stray', { labels: { app: 'other' }, node: 'node-2' }));
  made.put(node('node-1', { spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] } }));
  made.put(node('node-2', { spec: { unschedulable: true }, ready: 'False' }));
  return made;
}

const made = shop();
const web = made.service('web');

describe('toHaveEndpoints', () => {
  test.each([
    { options: {}, holds: true },
    { options: { exactly: 2 }, holds: true },
    { options: { exactly: 3 }, holds: false },
    { options: { atLeast: 3 }, holds: false },
    { options: { atMost: 1 }, holds: false },
    { options: { exactly: 1, ready: false }, holds: true },
    { options: { atLeast: 2, ready: false }, holds: false },
  ])('$options: $holds', ({ options, holds }) => {
    expect(judge(web, 'toHaveEndpoints', options).holds).toBe(holds);
    expect(judge(web, 'not.toHaveEndpoints', options).holds).toBe(!holds);
  });

  test('a pod with two ports, in two slices, is one endpoint', () => {
    const twice = shop();
    const again = slice('web', ['web-0', 'web-1']);
    twice.put({ ...again, metadata: { ...again.metadata, name: 'web-fghij' } });
    expect(judge(twice.service('web'), 'toHaveEndpoints', { exactly: 2 }).holds).toBe(true);
  });

  test.each([
    { name: 'db', text: 'its selector app=db matches no pod; there are:\n  done  app=job' },
    { name: 'outside', text: 'the Service has no selector' },
  ])('tells why $name has none', ({ name, text }) => {
    expect(judge(made.service(name), 'toHaveEndpoints').text).toContain(text);
  });
});

describe('toSelect', () => {
  test.each([
    { name: 'a label selector', subject: web, pods: 'app=web', holds: true },
    { name: 'names', subject: web, pods: ['web-0', 'web-1', 'web-2'], holds: true },
    { name: 'a selection', subject: web, pods: made.pods({ labels: 'app in (web)' }), holds: true },
    { name: 'fewer', subject: web, pods: ['web-0'], holds: false },
    { name: 'more', subject: web, pods: ['web-0', 'web-1', 'web-2', 'stray'], holds: false },
    { name: 'others', subject: web, pods: 'app=other', holds: false },
    { name: 'by a label selector of a workload', subject: made.deployment('web'), pods: 'app=web', holds: true },
    { name: 'of a Service without a selector', subject: made.service('outside'), pods: ['web-0'], holds: false },
  ])('$name: $holds', ({ subject, pods, holds }) => {
    expect(judge(subject, 'toSelect', pods).holds).toBe(holds);
    expect(judge(subject, 'not.toSelect', pods).holds).toBe(!holds);
  });

  test('a set of no pods is no answer', () => {
    expect(judge(web, 'toSelect', 'app=wbe').text).toContain('no pod matches app=wbe');
    expect(judge(web, 'not.toSelect', 'app=wbe').holds).toBe(false);
  });

  test.each([[[]], [{}], [3], ['']])('%p is no set of pods', (pods) => {
    expect(() => judge(web, 'toSelect', pods)).toThrow('toSelect: pods: ');
  });
});

describe('nodes', () => {
  test.each([
    { name: 'node-1', call: 'toHaveTaint', inputs: ['dedicated'], holds: true },
    { name: 'node-1', call: 'toHaveTaint', inputs: ['dedicated:NoSchedule'], holds: true },
    { name: 'node-1', call: 'toHaveTaint', inputs: ['dedicated=gpu:NoSchedule'], holds: true },
    { name: 'node-1', call: 'toHaveTaint', inputs: ['dedicated=cpu'], holds: false },
    { name: 'node-1', call: 'toHaveTaint', inputs: ['dedicated:NoExecute'], holds: false },
    { name: 'node-2', call: 'toHaveTaint', inputs: ['dedicated'], holds: false },
    { name: 'node-2', call: 'toBeCordoned', inputs: [], holds: true },
    { name: 'node-1', call: 'toBeCordoned', inputs: [], holds: false },
    { name: 'node-1', call: 'toBeReady', inputs: [], holds: true },
    { name: 'node-2', call: 'toBeReady', inputs: [], holds: false },
    { name: 'node-1', call: 'toHoldPods', inputs: [{ exactly: 3 }], holds: true },
    {
      name: 'node-1',
      call: 'toHoldPods',
      inputs: [{ exactly: 3, labels: 'app=web', namespace: 'default' }],
      holds: true,
    },
    { name: 'node-2', call: 'toHoldPods', inputs: [{ labels: 'app=web' }], holds: false },
    { name: 'node-2', call: 'toHoldPods', inputs: [{ namespace: 'kube-system' }], holds: false },
  ])('$name $call $inputs: $holds', ({ name, call, inputs, holds }) => {
    expect(judge(made.node(name), call, ...inputs).holds).toBe(holds);
    expect(judge(made.node(name), `not.${call}`, ...inputs).holds).toBe(!holds);
  });

  test('a taint that cannot be read', () => {
    expect(() => judge(made.node('node-1'), 'toHaveTaint', 'a:b:c')).toThrow('cannot read the taint "a:b:c"');
  });
});

describe('in a running cluster', () => {
  const live = cluster({ nodes: 2, network: { externalNames: { 'db.example.com': ['192.0.2.9'] } } });
  live.load('../../fixtures/shop');
  live.create({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'database' },
    spec: { type: 'ExternalName', externalName: 'db.example.com' },
  });
  live.create({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'pods' },
    spec: { clusterIP: 'None', selector: { app: 'catalog' }, ports: [{ port: 8080 }] },
  });
  live.create({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'nobody' },
    spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
  });
  live.create({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'open' },
    spec: { type: 'NodePort', externalTrafficPolicy: 'Local', selector: { app: 'cart' }, ports: [{ port: 7070 }] },
  });
  live.settle();
  live.advance('5s');
  const catalog = live.pods({ labels: 'app=catalog' }).objects.map(({ metadata }) => `pod/${metadata.name}`);
  const address = live.get('Service', 'default', 'frontend')?.spec?.clusterIP ?? '';

  test.each([
    { name: 'frontend', call: 'toResolveTo', inputs: ['service/frontend'], holds: true },
    { name: 'frontend', call: 'toResolveTo', inputs: [address], holds: true },
    { name: 'frontend', call: 'toResolveTo', inputs: ['10.0.0.1'], holds: false },
    {
      name: 'frontend',
      call: 'toResolveTo',
      inputs: ['service/frontend', { from: 'namespace/kube-system' }],
      holds: true,
    },
    { name: 'pods', call: 'toResolveTo', inputs: [catalog], holds: true },
    { name: 'pods', call: 'toResolveTo', inputs: [catalog.slice(0, 1)], holds: false },
    { name: 'database', call: 'toResolveTo', inputs: ['db.example.com'], holds: true },
    { name: 'database', call: 'toResolveTo', inputs: [['db.example.com', '192.0.2.9']], holds: true },
    { name: 'database', call: 'toResolveTo', inputs: ['other.example.com'], holds: false },
    { name: 'frontend', call: 'toBeReachable', inputs: [], holds: true },
    { name: 'frontend', call: 'toBeReachable', inputs: [{ from: 'node/node-1', path: '/healthz' }], holds: true },
    { name: 'frontend', call: 'toBeReachable', inputs: [{ port: 9999 }], holds: false },
    { name: 'frontend', call: 'toBeReachable', inputs: [{ from: 'outside' }], holds: false },
    { name: 'open', call: 'toBeReachable', inputs: [{ from: 'outside' }], holds: true },
    { name: 'nobody', call: 'toBeReachable', inputs: [], holds: false },
  ])('service/$name $call $inputs: $holds', ({ name, call, inputs, holds }) => {
    expect(judge(live.service(name), call, ...inputs).holds).toBe(holds);
    expect(judge(live.service(name), `not.${call}`, ...inputs).holds).toBe(!holds);
  });

  test('pods are reached by address', () => {
    const frontends = live.pods({ labels: 'app=frontend' });
    expect(judge(frontends, 'toBeReachable').holds).toBe(true);
    expect(judge(frontends, 'toBeReachable', { port: 1 }).text).toContain('connect: connection refused');
  });

  test('the cluster is untouched', () => {
    const before = live.simulation.trace.hash();
    judge(live.service('frontend'), 'toBeReachable');
    judge(live.service('frontend'), 'toResolveTo', 'service/frontend');
    expect(live.simulation.trace.hash()).toBe(before);
  });

  test.each([
    { call: 'toBeReachable', inputs: [{ from: 'pod/none' }], error: 'there is no pod default/none to send from' },
    { call: 'toBeReachable', inputs: [{ from: 'somewhere' }], error: 'expected a client such as pod/web-0' },
    { call: 'toBeReachable', inputs: [{ always: true }], error: 'unknown key "always"' },
    { call: 'toResolveTo', inputs: ['service/none'], error: 'there is no service/none in namespace default' },
    { call: 'toResolveTo', inputs: ['node/node-1'], error: 'expected an address, pod/NAME, service/NAME or a name' },
  ])('$call $inputs is refused', ({ call, inputs, error }) => {
    expect(() => judge(live.service('frontend'), call, ...inputs)).toThrow(error);
  });
});
