import { expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';

function shop() {
  const tank = cluster({ nodes: 2 });
  tank.load('../../fixtures/shop');
  tank.settle();
  return tank;
}

test.each([
  { name: "kubectl's dialect", path: '{.spec.replicas}', values: [3] },
  { name: 'without braces', path: '.metadata.name', values: ['frontend'] },
  { name: 'several values', path: '$.spec.template.spec.containers[*].image', values: ['shop/frontend:v1'] },
  { name: 'nothing there', path: '.spec.paused', values: [] },
])('JSONPath: $name', ({ path, values }) => {
  expect(shop().jsonPath('deployment/frontend', path)).toEqual(values);
});

test('JSONPath of an object that is not there is an error', () => {
  expect(() => shop().jsonPath('deployment/nothing', '.spec')).toThrow(
    'there is no deployment/nothing in namespace default',
  );
});

test('events of an object come in the order of their time', () => {
  const tank = shop();
  const [pod] = tank.pods({ labels: 'app=catalog' }).objects;
  const events = tank.events(`pod/${pod?.metadata.name}`);
  expect(events.map(({ reason }) => reason)).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']);
  expect(tank.events().length).toBeGreaterThan(events.length);
});

test('endpoints tell address, pod and state', () => {
  const tank = shop();
  const endpoints = tank.endpoints('catalog');
  expect(endpoints).toHaveLength(2);
  for (const endpoint of endpoints) {
    const pod = tank.get('Pod', 'default', endpoint.pod.split('/')[1] as string);
    expect(endpoint).toMatchObject({
      ready: true,
      serving: true,
      terminating: false,
      ports: [8080],
      address: pod?.status?.podIP,
    });
  }
});

test('node fill counts the requests of pods that have not ended', () => {
  const tank = shop();
  const fill = tank.nodeFill();
  expect(fill.map(({ node }) => node)).toEqual(['node-1', 'node-2']);
  const sum = (read: (each: (typeof fill)[number]) => number) => fill.reduce((total, each) => total + read(each), 0);
  expect(sum(({ cpuMilli }) => cpuMilli.used)).toBe(3 * 200 + 2 * 100 + 2 * 100);
  expect(sum(({ pods }) => pods.used)).toBe(7);
  expect(fill[0]?.cpuMilli.allocatable).toBe(4000);
});

test('a cluster in another namespace means that one', () => {
  const tank = cluster({ nodes: 1 });
  tank.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  tank.settle();
  const team = tank.in('team');
  team.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
  expect(team.object('configmap/settings').object?.metadata.namespace).toBe('team');
  expect(tank.object('configmap/settings').object).toBeUndefined();
});

test.each([
  {
    name: 'a name of a kind that is not its own',
    kind: 'deployment',
    says: 'there is no kind "deployment" (did you mean Deployment?)',
  },
  { name: 'a misspelt kind', kind: 'Deploymnt', says: 'there is no kind "Deploymnt" (did you mean deployment?)' },
])('of untyped code, $name is an error', ({ kind, says }) => {
  const tank = cluster();
  expect(() => tank.list(kind as 'Deployment')).toThrow(says);
  expect(() => tank.get(kind as 'Deployment', 'default', 'web')).toThrow(says);
});

test('time that would go back is an error of the user', () => {
  expect(() => cluster().advanceMs(-1)).toThrow('expected milliseconds from 0, got -1');
});
