// What failures about objects look like: one snapshot for each way to fail, of a small cluster written by hand, so
// that a text changes only when somebody changes the text.
import { describe, expect, test } from '@jest/globals';
import { any, atLeast, atMost, exactly, none } from '../../src/matchers/quantifiers';
import { judge } from '../support/fail';
import { troubledShop } from './failing-shops';

const made = troubledShop();
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

test('there are enough of them', () => {
  expect(OBJECTS.length).toBeGreaterThanOrEqual(30);
});
