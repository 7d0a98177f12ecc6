// The invariants notice what they are for: each row breaks one of them behind the API server's back.
import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import type { Pod } from '../../src/kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { Invariants } from '../support/invariants';
import { settledProblems, waitingProblems } from '../support/settled-invariants';
import { manifestsOf } from './tank';

interface Broken {
  readonly tank: Cluster;
  readonly invariants: Invariants;
  /** Writes an object as it is, past all rules. */
  write(object: KubeObject, cause?: number): void;
  readonly pods: readonly Pod[];
}

function tankWithPods(): Broken {
  const tank = cluster({ nodes: 2 });
  const invariants = new Invariants(tank);
  const workload = { replicas: 2, cpu: '500m', memory: '64Mi', graceSeconds: 1, minReadySeconds: 0 } as const;
  const flags = { readiness: false, liveness: false, service: true, init: false, spread: 'none' } as const;
  tank.load(manifestsOf('web', { ...workload, ...flags, strategy: 'RollingUpdate' }));
  tank.settle();
  const write = (object: KubeObject, cause?: number) => {
    const action = cause ?? tank.act('break', object.metadata.name, undefined, (_client, row) => row);
    const caller = { actor: 'user', component: 'user', manager: 'user', cause: () => action };
    tank.simulation.server.write(caller, kindByKey(object.kind) as KindRow, object, 'update');
  };
  return { tank, invariants, write, pods: tank.list('Pod', 'default') };
}

const with_ = (pod: Pod, parts: { metadata?: object; spec?: object; status?: object }): KubeObject =>
  ({
    ...pod,
    metadata: { ...pod.metadata, ...parts.metadata },
    spec: { ...pod.spec, ...parts.spec },
    status: { ...pod.status, ...parts.status },
  }) as KubeObject;

const [FIRST, LAST] = [1, 'never'];

describe('of changes', () => {
  test.each([
    { name: 'a pod that moves', spec: { nodeName: 'node-9' }, says: /moved from node-\d to node-9/ },
    { name: 'a generation that jumps', metadata: { generation: 7 }, says: /generation went up by 6 instead of 0/ },
    { name: 'a spec without a generation', spec: { hostname: 'x' }, says: /generation went up by 0 instead of 1/ },
    { name: 'another uid', metadata: { uid: 'x' }, says: /another uid/ },
    { name: 'another age', metadata: { creationTimestamp: '2020-01-01T00:00:00Z' }, says: /creationTimestamp changed/ },
    { name: 'a way back', status: { phase: 'Pending' }, says: /went back to Pending/ },
    { name: 'no cause', cause: FIRST, status: { message: 'x' }, says: undefined },
  ])('$name', ({ says, cause, ...parts }) => {
    const { invariants, write, pods } = tankWithPods();
    expect(invariants.problems()).toEqual([]);
    write(with_(pods[0] as Pod, parts), cause);
    // A change that leads back to the cluster's start is fine.
    if (says === undefined) expect(invariants.problems()).toEqual([]);
    else expect(invariants.problems()).toContainEqual(expect.stringMatching(says));
  });

  test('a write whose cause is nobody', () => {
    const { invariants, tank, write, pods } = tankWithPods();
    const { trace, nowMs } = tank.simulation;
    const row = { cause: 0, atMs: nowMs, actor: 'ghost', verb: 'run', key: LAST };
    write(with_(pods[0] as Pod, { status: { message: 'x' } }), trace.add(row));
    expect(invariants.problems()).toEqual([expect.stringContaining('its causes end at ghost run never')]);
  });

  test('a finished pod that comes back, and one that is bound twice over the node', () => {
    const { invariants, write, pods } = tankWithPods();
    write(with_(pods[0] as Pod, { status: { phase: 'Failed' } }));
    write(with_(pods[0] as Pod, { status: { phase: 'Running' } }));
    expect(invariants.problems()).toEqual([expect.stringContaining('phase Failed became Running')]);
  });

  test('a node that gives more than it has', () => {
    const { tank, invariants } = tankWithPods();
    const small = { name: 'app', image: 'app', resources: { requests: { cpu: '5' } } };
    tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'big' }, spec: { containers: [small] } });
    tank.settle();
    expect(invariants.problems()).toEqual([]);
    const target = { apiVersion: 'v1', kind: 'Node', name: 'node-1' };
    tank
      .client(tank.act('bind', 'big', undefined, (_client, row) => row))
      .createSubresource('Pod', 'default', 'big', 'binding', { target });
    expect(invariants.problems()).toEqual([expect.stringMatching(/node node-1 gives \d+ of 4000 thousandths of cpu/)]);
  });
});

describe('of settled clusters', () => {
  const problemsOf = ({ tank }: Broken) => [...settledProblems(tank, new Set())];

  test.each([
    {
      name: 'an endpoint too many',
      kind: 'EndpointSlice' as const,
      change: (slice: KubeObject) => ({ ...slice, endpoints: [] }),
      says: /service web has the ready endpoints \[\] instead of \[web-\S+ web-\S+\]/,
    },
    {
      name: 'an owner that is gone',
      kind: 'Pod' as const,
      change: (pod: KubeObject) => {
        const owner = { ...pod.metadata.ownerReferences?.[0], uid: 'gone' };
        return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } } as KubeObject;
      },
      says: /Pod web-\S+ outlives its owner ReplicaSet web-/,
    },
    {
      name: 'a count that lies',
      kind: 'ReplicaSet' as const,
      change: (set: KubeObject) => ({ ...set, status: { replicas: 5, readyReplicas: 2 } }),
      says: /replicaset web-\S+ says 5 pods/,
    },
  ])('$name', ({ kind, change, says }) => {
    const broken = tankWithPods();
    expect(problemsOf(broken)).toEqual([]);
    broken.write(change(broken.tank.list(kind, 'default')[0] as KubeObject));
    expect(problemsOf(broken)).toContainEqual(expect.stringMatching(says));
  });

  test('two pods with one address', () => {
    const broken = tankWithPods();
    const [first, second] = broken.pods as [Pod, Pod];
    broken.write(with_(second, { status: { podIP: first.status?.podIP } }));
    expect(problemsOf(broken)).toContainEqual(expect.stringMatching(/pods web-\S+ and web-\S+ have the address/));
  });

  test('a pod that waits although there is room', () => {
    const { tank, write, pods } = tankWithPods();
    expect([...waitingProblems(tank)]).toEqual([]);
    write(with_(pods[0] as Pod, { spec: { nodeName: '' } }));
    expect([...waitingProblems(tank)]).toEqual([
      expect.stringMatching(/pod web-\S+ waits although node node-1 has room/),
    ]);
  });
});
