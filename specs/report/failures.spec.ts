// What failures look like: one snapshot for each way to fail, of small clusters written by hand, so that a text changes only
// when somebody changes the text.
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import type { NameLookup, Response, Traffic } from '../../src/cluster/results';
import { SUBJECT } from '../../src/cluster/subject';
import { any, atLeast, atMost, exactly, none } from '../../src/matchers/quantifiers';
import { judge } from '../support/fail';
import {
  deployment,
  node,
  ownerReference,
  pod,
  type StillCluster,
  service,
  slice,
  stillCluster,
} from '../support/still-cluster';

const NO_CPU =
  '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pods.';

/** A Deployment in the middle of a rollout: two pods serve, the third cannot pull its image, a fourth has no node. */
function shop(): StillCluster {
  const made = stillCluster(7);
  made.action('load', 'manifests', 12);
  made.put(node('node-1'));
  made.put(
    node('node-2', { spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] }, ready: 'False' }),
  );
  const web = made.put(
    deployment('web', 3, {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 1,
      readyReplicas: 2,
      availableReplicas: 2,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'ReplicaSetUpdated',
          message: 'ReplicaSet "web-7d" is progressing.',
        },
      ],
    }),
    { line: 1 },
  );
  const set = made.put(
    {
      ...deployment('web-7d', 3),
      kind: 'ReplicaSet',
      metadata: { name: 'web-7d', labels: { app: 'web' }, ownerReferences: [ownerReference(web)] },
    },
    { as: 'deployment-controller' },
  );
  made.put(service('web', { app: 'web' }, '10.96.0.50'), { line: 31 });
  made.wait(1_250);
  made.put(pod('web-7d-a', { owner: set, node: 'node-1', ip: '10.244.0.1' }), { as: 'replicaset-controller' });
  made.put(
    pod('web-7d-b', {
      owner: set,
      node: 'node-1',
      ip: '10.244.0.2',
      restarts: 2,
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    }),
    { as: 'replicaset-controller' },
  );
  made.put(slice('web', ['web-7d-a', 'web-7d-b']), { as: 'endpointslice-controller' });
  made.event(
    'replicaset/web-7d',
    { reason: 'SuccessfulCreate', message: 'Created pod: web-7d-a' },
    'replicaset-controller',
  );
  made.wait(3_000).action('setImage', 'deployment/web web:v9', 18);
  const waiting = { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "web:v9"' } };
  made.put(pod('web-7d-c', { owner: set, node: 'node-1', phase: 'Pending', state: waiting, image: 'web:v9' }), {
    as: 'replicaset-controller',
  });
  made
    .wait(500)
    .event(
      'pod/web-7d-c',
      { type: 'Warning', reason: 'Failed', message: 'Failed to pull image "web:v9": not found' },
      'kubelet',
    );
  made
    .wait(250)
    .event(
      'pod/web-7d-c',
      { type: 'Warning', reason: 'Failed', message: 'Failed to pull image "web:v9": not found' },
      'kubelet',
    );
  const unschedulable = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: NO_CPU };
  made.put(pod('big', { labels: { app: 'big' }, phase: 'Pending', conditions: [unschedulable] }), { line: 60 });
  made.event('pod/big', { type: 'Warning', reason: 'FailedScheduling', message: NO_CPU }, 'default-scheduler');
  return made;
}

const made = shop();
const web = made.deployment('web');
const pods = made.pods({ labels: 'app=web' });
const pulling = made.pod('web-7d-c');
const big = made.pod('big');

const OBJECTS = [
  {
    name: 'an object that is not there, with a typo',
    received: made.deployment('wbe'),
    call: 'toBeAvailable',
    inputs: [],
  },
  { name: 'an object that is not there', received: made.object('configmap/settings'), call: 'toExist', inputs: [] },
  { name: 'an object that is there', received: web, call: 'not.toExist', inputs: [] },
  { name: 'a pod by the name of its owner', received: made.pod('web-7d'), call: 'toBeReady', inputs: [] },
  { name: 'a selection of nothing', received: made.pods({ labels: 'app=wbe' }), call: 'toBeReady', inputs: [] },
  {
    name: 'a selection by a label that nobody has',
    received: none(made.pods({ labels: 'ap=web' })),
    call: 'toBeReady',
    inputs: [],
  },
  {
    name: 'parts of a manifest',
    received: web,
    call: 'toMatchManifest',
    inputs: [
      {
        metadata: { labels: { app: 'shop' } },
        spec: {
          replicas: 4,
          paused: true,
          template: { spec: { containers: [{ name: 'web', image: 'web:v9' }, { name: 'log' }] } },
        },
      },
    ],
  },
  {
    name: 'a field of another value',
    received: web,
    call: 'toHaveField',
    inputs: ['status.readyReplicas', { atLeast: 3 }],
  },
  { name: 'a field that is absent', received: web, call: 'toHaveField', inputs: ['spec.paused', { equals: true }] },
  {
    name: 'several fields',
    received: pulling,
    call: 'toHaveField',
    inputs: ['{.spec.containers[*].image}', { matches: /:v1$/ }],
  },
  { name: 'a label', received: web, call: 'toHaveLabel', inputs: ['ap=web'] },
  { name: 'an annotation', received: web, call: 'toHaveAnnotation', inputs: ['owner'] },
  {
    name: 'a condition',
    received: web,
    call: 'toHaveCondition',
    inputs: ['Progressing', { reason: 'NewReplicaSetAvailable' }],
  },
  { name: 'a condition that is absent', received: web, call: 'toHaveCondition', inputs: ['ReplicaFailure'] },
  { name: 'an event', received: pulling, call: 'toHaveEvent', inputs: [{ reason: 'Pulled' }] },
  {
    name: 'an event so often',
    received: pulling,
    call: 'toHaveEvent',
    inputs: [{ reason: 'Failed', type: 'Warning', atMost: 1 }],
  },
  { name: 'what it owns', received: web, call: 'toOwn', inputs: ['pods', { exactly: 4 }] },
  { name: 'not available', received: web, call: 'not.toBeAvailable', inputs: [] },
  { name: 'stalled', received: web, call: 'toBeStalled', inputs: [{ reason: 'ProgressDeadlineExceeded' }] },
  { name: 'rolled out', received: web, call: 'toBeRolledOut', inputs: [] },
  { name: 'a revision', received: web, call: 'toHaveRevision', inputs: [2] },
  {
    name: 'replicas',
    received: web,
    call: 'toHaveReplicas',
    inputs: [{ desired: 3, ready: { atLeast: 3 }, updated: 3 }],
  },
  { name: 'a pod that waits for its image', received: pulling, call: 'toBeRunning', inputs: [] },
  { name: 'a pod that no node can take', received: big, call: 'toBeScheduled', inputs: [] },
  {
    name: "the scheduler's sentence",
    received: big,
    call: 'toBeUnschedulable',
    inputs: [{ message: 'Insufficient memory' }],
  },
  {
    name: 'pending for another reason',
    received: pulling,
    call: 'toBePending',
    inputs: [{ reason: 'CrashLoopBackOff' }],
  },
  { name: 'not OOM-killed', received: made.pod('web-7d-b'), call: 'not.toBeOOMKilled', inputs: [] },
  { name: 'restarts', received: made.pod('web-7d-b'), call: 'toHaveRestarted', inputs: [{ exactly: 0 }] },
  { name: 'an exit code', received: made.pod('web-7d-b'), call: 'toHaveExitCode', inputs: [0] },
  { name: 'all of a selection', received: pods, call: 'toBeReady', inputs: [] },
  { name: 'at least so many', received: atLeast(3, pods), call: 'toBeReady', inputs: [] },
  { name: 'at most so many', received: atMost(1, pods), call: 'toBeReady', inputs: [] },
  { name: 'exactly so many', received: exactly(1, pods), call: 'toBeReady', inputs: [] },
  { name: 'none of a selection', received: none(pods), call: 'toBeReady', inputs: [] },
  {
    name: 'any of a selection, with .not',
    received: any(made.pods({ labels: 'app=big' })),
    call: 'not.toBeUnschedulable',
    inputs: [],
  },
  { name: 'endpoints', received: made.service('web'), call: 'toHaveEndpoints', inputs: [{ atLeast: 3 }] },
  { name: 'a selector', received: made.service('web'), call: 'toSelect', inputs: [['web-7d-a', 'big']] },
  { name: 'a taint', received: made.node('node-2'), call: 'toHaveTaint', inputs: ['dedicated=cpu'] },
  { name: 'a node that is not ready', received: made.nodes(), call: 'toBeReady', inputs: [] },
  { name: 'pods on a node', received: made.node('node-1'), call: 'toHoldPods', inputs: [{ atMost: 2 }] },
] as const;

describe('objects', () => {
  test.each(OBJECTS)('$name', ({ received, call, inputs }) => {
    const { holds, text } = judge(received, call, ...inputs);
    expect(holds).toBe(false);
    expect(text).toMatchSnapshot();
  });
});

/** web-0 loses its readiness for two seconds while an image is set, and web-1 goes. */
function past(): StillCluster {
  const shop = stillCluster();
  shop.action('load', 'manifests', 3);
  shop.put(pod('web-0', { node: 'node-1' }), { line: 1 });
  shop.put(pod('web-1', { node: 'node-1' }), { line: 9 });
  shop.put(service('web', { app: 'web' }, '10.96.0.50'), { line: 20 });
  shop.put(slice('web', ['web-0', 'web-1']), { as: 'endpointslice-controller' });
  shop.wait(5_000).action('crash', 'pod/web-0', 8).wait(1_000);
  shop.status(
    'pod/web-0',
    { conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }] },
    'kubelet',
  );
  shop.event('pod/web-0', { type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed' }, 'kubelet');
  shop.patch(
    'endpointslice/web-abcde',
    { endpoints: [{ addresses: ['10.244.0.2'], conditions: { ready: true } }] },
    'endpointslice-controller',
  );
  shop.wait(2_000).status('pod/web-0', { conditions: [{ type: 'Ready', status: 'True' }] }, 'kubelet');
  shop.wait(1_000).remove('pod/web-1', 'node-controller');
  shop.event('pod/web-0', { reason: 'Later', message: 'told too early' }, 'kubelet');
  return shop.wait(10_000);
}

const PAST = [
  {
    name: 'what broke always',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toBeReady',
    inputs: [{ always: true }],
  },
  {
    name: 'what broke never',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toHaveCondition',
    inputs: ['Ready', { status: 'False', never: true }],
  },
  {
    name: 'what never came',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toBeCrashLooping',
    inputs: [{ eventually: true }],
  },
  {
    name: 'what did not come in time',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'not.toBeReady',
    inputs: [{ until: '500ms' }],
  },
  {
    name: 'what went for good',
    of: (shop: StillCluster) => shop.pod('web-1'),
    call: 'toBeReady',
    inputs: [{ always: true }],
  },
  {
    name: 'what has not held for so long',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toBeReady',
    inputs: [{ for: '12s' }],
  },
  {
    name: 'what was never there',
    of: (shop: StillCluster) => shop.pod('web-7'),
    call: 'toBeReady',
    inputs: [{ never: true }],
  },
  {
    name: 'fewer than promised',
    of: (shop: StillCluster) => atLeast(2, shop.pods({ labels: 'app=web' })),
    call: 'toBeReady',
    inputs: [{ always: true }],
  },
  {
    name: 'fewer endpoints than promised',
    of: (shop: StillCluster) => shop.service('web'),
    call: 'toHaveEndpoints',
    inputs: [{ atLeast: 2, always: true }],
  },
  {
    name: 'so at the start of the span',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'not.toBeReady',
    inputs: [{ always: true }],
  },
] as const;

describe('the past', () => {
  test.each(PAST)('$name', ({ of, call, inputs }) => {
    const { holds, text } = judge(of(past()), call, ...inputs);
    expect(holds).toBe(false);
    if (!text.includes('at their end')) expect(text).not.toContain('told too early');
    expect(text).toMatchSnapshot();
  });
});

const HOPS = [
  { kind: 'node', node: 'node-1', role: 'client', up: true, text: 'client node node-1' },
  {
    kind: 'nowhere',
    address: '10.96.0.50',
    port: 80,
    why: 'no ready endpoints',
    text: '10.96.0.50:80: no ready endpoints',
  },
] as const;

const LOST: Response = {
  [SUBJECT]: 'response',
  cluster: made,
  from: 'pod default/web-7d-a',
  to: 'http://web',
  outcome: 'refused',
  ok: false,
  error: 'dial tcp 10.96.0.50:80: connect: connection refused',
  latencyMs: 0,
  nodes: ['node-1'],
  hops: HOPS,
};

const loss = (afterMs: number, reason = 'dial tcp 10.96.0.50:80: connect: connection refused') =>
  ({ atMs: made.simulation.parts.startMs + afterMs, outcome: 'refused', reason, pod: undefined }) as const;

const VISITORS: Traffic = {
  [SUBJECT]: 'traffic',
  cluster: made,
  name: 'visitors',
  result: {
    name: 'visitors',
    from: 'namespace default',
    to: 'http://web',
    startedAtMs: made.simulation.parts.startMs,
    endedAtMs: undefined,
    total: 104,
    succeeded: 100,
    lost: 3,
    inFlight: 1,
    byPod: { 'default/web-7d-a': 90, 'default/web-7d-b': 10 },
    byStatus: { 200: 100 },
    byOutcome: { refused: 3 },
    losses: [loss(2_000), loss(2_020), loss(2_500, 'context deadline exceeded')],
    latencyMs: undefined,
  },
};

const LOOKUP: NameLookup = {
  [SUBJECT]: 'lookup',
  cluster: made,
  name: 'wbe',
  answer: {
    name: 'wbe',
    server: '10.96.0.10',
    asked: [
      { name: 'wbe.default.svc.cluster.local.', rcode: 'NXDOMAIN', addresses: [] },
      { name: 'wbe.', rcode: 'NXDOMAIN', addresses: [] },
    ],
    addresses: [],
    error: 'lookup wbe on 10.96.0.10:53: no such host',
  },
};

const REFUSAL = new ApiError(
  422,
  'Invalid',
  'Deployment.apps "web" is invalid: [spec.replicas: Invalid value: -1, spec.paused: Required value]',
  {
    causes: [
      { field: 'spec.replicas', message: 'Invalid value: -1' },
      { field: 'spec.paused', message: 'Required value' },
    ],
  },
);
const refused = () => {
  throw REFUSAL;
};

const RESULTS = [
  {
    name: 'a request that was lost',
    received: LOST,
    call: 'toBeAnswered',
    inputs: [{ status: 200, pod: 'web-7d-a', hops: 1 }],
  },
  {
    name: 'a request lost in other words',
    received: LOST,
    call: 'toBeLost',
    inputs: [{ outcome: 'timeout', error: 'i/o timeout' }],
  },
  { name: 'traffic with losses', received: VISITORS, call: 'toHaveLostNothing', inputs: [] },
  {
    name: 'traffic with more losses than allowed',
    received: VISITORS,
    call: 'toHaveLost',
    inputs: [{ atMost: 1, error: 'refused' }],
  },
  { name: 'traffic out of balance', received: VISITORS, call: 'toBalance', inputs: [{ over: 2 }] },
  {
    name: 'traffic that reached others',
    received: VISITORS,
    call: 'toHaveReached',
    inputs: ['app=web', { only: true }],
  },
  { name: 'a name that does not resolve', received: LOOKUP, call: 'toHaveResolvedTo', inputs: ['service/web'] },
  {
    name: 'a refusal in other words',
    received: refused,
    call: 'toBeRefused',
    inputs: [{ code: 403, reason: 'Forbidden', message: 'exceeded quota' }],
  },
  { name: 'what was not refused', received: () => 1, call: 'toBeRefused', inputs: [{ code: 422 }] },
] as const;

describe('results', () => {
  test.each(RESULTS)('$name', ({ received, call, inputs }) => {
    const { holds, text } = judge(received, call, ...inputs);
    expect(holds).toBe(false);
    expect(text).toMatchSnapshot();
  });
});

test('a failing text is the same twice, and nothing in it is of this machine', () => {
  const texts = [past(), past()].map((shop) => judge(shop.pod('web-0'), 'toBeReady', { always: true }).text);
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toContain(process.cwd());
});

test('there are enough of them', () => {
  expect(OBJECTS.length + PAST.length + RESULTS.length).toBeGreaterThanOrEqual(30);
});
