// The DaemonSet controller on a whole cluster: nodes that come, change and fail, and rollouts of each strategy.

import { describe, expect, test } from '@jest/globals';
import type { ControllerRevision, DaemonSet, DaemonSetSpec, Pod } from '../../../src/kinds/generated/types.gen';
import { type World, world } from '../whole-cluster';

const labels = { app: 'agent' };

function daemons(image: string, { template, ...spec }: Partial<DaemonSetSpec> = {}): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image }], ...template?.spec } },
      ...spec,
    },
  };
}

const status = ({ user }: World) => user.get('DaemonSet', 'default', 'agent')?.status;
const patch = ({ user }: World, spec: object) =>
  void user.patch('DaemonSet', 'default', 'agent', 'strategic', { spec });
const setImage = (it: World, image: string) =>
  patch(it, { template: { spec: { containers: [{ name: 'c', image }] } } });
const images = (it: World) =>
  it
    .pods()
    .map(({ spec }) => `${spec.nodeName} ${spec.containers[0]?.image}`)
    .sort();
const revisions = ({ user }: World) =>
  [...(user.list('ControllerRevision', 'default') as readonly ControllerRevision[])].sort(
    (a, b) => a.revision - b.revision,
  );
const podOn = (it: World, node: string) => it.pods().find(({ spec }) => spec.nodeName === node) as Pod;
const two = [{ name: 'n1' }, { name: 'n2' }];

describe('one pod on every node', () => {
  const it = world(two, daemons('agent:1'));
  it.settle();

  test('each is made for its node', () => {
    expect(images(it)).toEqual(['n1 agent:1', 'n2 agent:1']);
    expect(status(it)).toEqual({
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberAvailable: 2,
      numberMisscheduled: 0,
      numberReady: 2,
      observedGeneration: 1,
      updatedNumberScheduled: 2,
    });
  });
  test('of the revision that is kept', () => {
    const [revision] = revisions(it);
    const hash = revision?.metadata.labels?.['controller-revision-hash'];
    expect(revision).toMatchObject({ revision: 1, metadata: { name: `agent-${hash}` } });
    expect(revision?.data).toMatchObject({ spec: { template: { $patch: 'replace', metadata: { labels } } } });
    expect(it.pods()[0]?.metadata.labels).toEqual({
      ...labels,
      'controller-revision-hash': hash,
      'pod-template-generation': '1',
    });
  });
  test('a new node gets one at once', () => {
    it.cluster.simulation.command('kubelet', 'addNode', { name: 'n3' }, 0);
    it.settle();
    expect(images(it)).toEqual(['n1 agent:1', 'n2 agent:1', 'n3 agent:1']);
  });
  test('a deleted one comes back on its node', () => {
    it.user.delete('Pod', 'default', podOn(it, 'n2').metadata.name);
    it.settle();
    expect(images(it)).toEqual(['n1 agent:1', 'n2 agent:1', 'n3 agent:1']);
  });
});

describe('nodes that change', () => {
  const it = world([{ name: 'n1', labels: { disk: 'ssd' } }, { name: 'n2' }]);
  const spec = { nodeSelector: { disk: 'ssd' }, containers: [{ name: 'c', image: 'agent:1' }] };
  it.create(daemons('agent:1', { template: { spec } }));
  it.settle();
  const label = (name: string, disk: string | null) =>
    it.user.patch('Node', undefined, name, 'merge', { metadata: { labels: { disk } } });

  test('only those with the label have one', () => expect(images(it)).toEqual(['n1 agent:1']));
  test('a label brings one', () => {
    label('n2', 'ssd');
    it.settle();
    expect(images(it)).toEqual(['n1 agent:1', 'n2 agent:1']);
  });
  test('and takes it away again', () => {
    label('n1', null);
    it.settle();
    expect(images(it)).toEqual(['n2 agent:1']);
    expect(status(it)).toMatchObject({ desiredNumberScheduled: 1, numberMisscheduled: 0 });
  });
  test('a taint that keeps pods off leaves it, misplaced', () => {
    it.user.patch('Node', undefined, 'n2', 'merge', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } });
    it.settle();
    expect(images(it)).toEqual(['n2 agent:1']);
    // Nothing has to be done there, so nobody counts until the set is looked at for another reason.
    patch(it, { minReadySeconds: 1 });
    it.settle();
    expect(status(it)).toMatchObject({ desiredNumberScheduled: 0, numberMisscheduled: 1 });
  });
});

describe('a rolling update', () => {
  test('replaces one after the other', () => {
    const it = world(two, daemons('agent:1'));
    it.settle();
    setImage(it, 'agent:2');
    it.settle();
    expect(images(it)).toEqual(['n1 agent:2', 'n2 agent:2']);
    const ready = it.history('DaemonSet', 'agent', ({ status }: DaemonSet) => status?.numberReady ?? 0);
    expect(Math.min(...ready.slice(ready.indexOf(2)))).toBe(1);
    expect(revisions(it).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test('with surge every node is served all the time', () => {
    const updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    const it = world(two, daemons('agent:1', { updateStrategy }));
    it.settle();
    setImage(it, 'agent:2');
    it.settle();
    expect(images(it)).toEqual(['n1 agent:2', 'n2 agent:2']);
    const ready = it.history('DaemonSet', 'agent', ({ status }: DaemonSet) => status?.numberReady ?? 0);
    expect(Math.min(...ready.slice(ready.indexOf(2)))).toBe(2);
  });

  test('a dead image stops it', () => {
    const it = world(two, daemons('agent:1'));
    it.settle();
    setImage(it, 'sim/missing:2');
    it.wait(60);
    expect(images(it)).toHaveLength(2);
    expect(images(it).filter((text) => text.endsWith('agent:1'))).toHaveLength(1);
    expect(status(it)).toMatchObject({ numberReady: 1, updatedNumberScheduled: 1 });
  });

  test('and going back uses the old revision again', () => {
    const it = world(1, daemons('agent:1'));
    it.settle();
    const [first] = revisions(it);
    setImage(it, 'agent:2');
    it.settle();
    setImage(it, 'agent:1');
    it.settle();
    expect(revisions(it).map(({ revision }) => revision)).toEqual([2, 3]);
    expect(revisions(it)[1]?.metadata.name).toBe(first?.metadata.name);
  });

  test('OnDelete waits for someone to delete the pods', () => {
    const it = world(two, daemons('agent:1', { updateStrategy: { type: 'OnDelete' } }));
    it.settle();
    setImage(it, 'agent:2');
    it.settle();
    expect(images(it)).toEqual(['n1 agent:1', 'n2 agent:1']);
    it.user.delete('Pod', 'default', podOn(it, 'n1').metadata.name);
    it.settle();
    expect(images(it)).toEqual(['n1 agent:2', 'n2 agent:1']);
  });

  test('revisions beyond the limit go when no pod is made of them', () => {
    const it = world(1, daemons('agent:1', { revisionHistoryLimit: 1 }));
    it.settle();
    for (const image of ['agent:2', 'agent:3', 'agent:4']) {
      setImage(it, image);
      it.settle();
    }
    expect(revisions(it).map(({ revision }) => revision)).toEqual([3, 4]);
  });
});

test('a daemon that a kubelet refuses is removed and made anew ever later', () => {
  const full = { resources: { requests: { cpu: '64' } } };
  const it = world(
    1,
    daemons('agent:1', {
      template: { spec: { nodeName: 'node-1', containers: [{ name: 'c', image: 'agent:1', ...full }] } },
    }),
  );
  it.wait(40);
  const found = it.events('DaemonSet/agent').filter((text) => text.startsWith('FailedDaemonPod'));
  expect(found.length).toBeGreaterThanOrEqual(5);
  expect(found.length).toBeLessThanOrEqual(7);
  expect(found[0]).toMatch(
    /^FailedDaemonPod: Found failed daemon pod default\/agent-\w{5} on node node-1, will try to kill it$/,
  );
});

test('a set that is deleted takes its pods and revisions along', () => {
  const it = world(two, daemons('agent:1'));
  it.settle();
  it.user.delete('DaemonSet', 'default', 'agent');
  it.settle();
  expect(it.pods()).toEqual([]);
  expect(revisions(it)).toEqual([]);
});
