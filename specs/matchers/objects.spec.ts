// Matchers about any object: existence, parts, fields, labels, annotations, conditions, events, what it owns.
import { describe, expect, test } from '@jest/globals';
import { judge } from '../support/fail';
import { deployment, node, ownerReference, pod, stillCluster } from '../support/still-cluster';

function shop() {
  const made = stillCluster();
  made.put({
    kind: 'ConfigMap',
    metadata: { name: 'settings', annotations: { owner: 'team-a', empty: '' } },
    data: { TIMEOUT: '90s' },
  });
  const web = made.put(
    deployment('web', 3, {
      replicas: 3,
      readyReplicas: 2,
      conditions: [
        {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
        {
          type: 'Progressing',
          status: 'True',
          reason: 'ReplicaSetUpdated',
          message: 'ReplicaSet "web-1" is progressing.',
        },
      ],
    }),
  );
  const set = made.put({
    ...deployment('web-1', 3),
    kind: 'ReplicaSet',
    metadata: { name: 'web-1', ownerReferences: [ownerReference(web)] },
  });
  for (const index of [0, 1]) {
    made.put(
      pod(`web-1-${index}`, {
        owner: set,
        labels: { app: 'web-1', index: String(index) },
        spec: { containers: [{ name: 'web', image: 'web:v1', resources: { requests: { cpu: '500m' } } }] },
      }),
    );
  }
  made.event('deployment/web', { reason: 'ScalingReplicaSet', message: 'Scaled up replica set web-1 from 0 to 3' });
  made
    .wait(1_000)
    .event('pod/web-1-0', { type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed: 503' });
  made
    .wait(1_000)
    .event('pod/web-1-0', { type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed: 503' });
  made.put(node('node-1'));
  return made;
}

const made = shop();
const web = made.deployment('web');
const settings = made.object('configmap/settings');
const pods = made.pods({ labels: 'app=web-1' });
const first = made.pod('web-1-0');

describe('hold, and do not with .not', () => {
  test.each([
    { name: 'toExist', subject: settings, call: 'toExist', inputs: [] },
    { name: 'toExist of a selection', subject: pods, call: 'toExist', inputs: [] },
    { name: 'toMatchManifest', subject: web, call: 'toMatchManifest', inputs: [{ spec: { replicas: 3 } }] },
    { name: 'toHaveField', subject: web, call: 'toHaveField', inputs: ['status.readyReplicas'] },
    {
      name: 'toHaveField equals',
      subject: web,
      call: 'toHaveField',
      inputs: ['{.status.readyReplicas}', { equals: 2 }],
    },
    {
      name: 'toHaveField atLeast and atMost',
      subject: web,
      call: 'toHaveField',
      inputs: ['spec.replicas', { atLeast: 3, atMost: 3 }],
    },
    {
      name: 'toHaveField matches',
      subject: web,
      call: 'toHaveField',
      inputs: ['spec.template.spec.containers[0].image', { matches: /:v1$/ }],
    },
    {
      name: 'toHaveField of a quantity',
      subject: pods,
      call: 'toHaveField',
      inputs: ['spec.containers[0].resources.requests.cpu', { equals: 0.5, atMost: '1' }],
    },
    {
      name: 'toHaveField of a duration',
      subject: settings,
      call: 'toHaveField',
      inputs: ['data.TIMEOUT', { equals: '1m30s', atLeast: '1m' }],
    },
    {
      name: 'toHaveField of each of several',
      subject: web,
      call: 'toHaveField',
      inputs: ['status.conditions[*].status', { matches: 'True|False' }],
    },
    {
      name: 'toHaveField of several as a list',
      subject: web,
      call: 'toHaveField',
      inputs: ['status.conditions[*].type', { equals: ['Available', 'Progressing'] }],
    },
    {
      name: 'toHaveField by filter',
      subject: web,
      call: 'toHaveField',
      inputs: ['status.conditions[?(@.type=="Available")].status', { equals: 'False' }],
    },
    { name: 'toHaveLabel by key', subject: pods, call: 'toHaveLabel', inputs: ['index'] },
    { name: 'toHaveLabel with value', subject: pods, call: 'toHaveLabel', inputs: ['app=web-1'] },
    { name: 'toHaveLabel matching', subject: pods, call: 'toHaveLabel', inputs: ['index', { matches: /^[01]$/ }] },
    { name: 'toHaveAnnotation', subject: settings, call: 'toHaveAnnotation', inputs: ['owner=team-a'] },
    { name: 'toHaveAnnotation of nothing', subject: settings, call: 'toHaveAnnotation', inputs: ['empty='] },
    { name: 'toHaveCondition', subject: made.node('node-1'), call: 'toHaveCondition', inputs: ['Ready'] },
    {
      name: 'toHaveCondition with status and words',
      subject: web,
      call: 'toHaveCondition',
      inputs: ['Available', { status: 'False', reason: 'MinimumReplicasUnavailable', message: 'minimum availability' }],
    },
    {
      name: 'toHaveCondition with a YAML boolean',
      subject: web,
      call: 'toHaveCondition',
      inputs: ['Available', { status: false }],
    },
    { name: 'toHaveEvent by reason', subject: web, call: 'toHaveEvent', inputs: [{ reason: 'ScalingReplicaSet' }] },
    {
      name: 'toHaveEvent by all words',
      subject: web,
      call: 'toHaveEvent',
      inputs: [{ reason: /Scaling/, message: 'from 0 to 3', type: 'Normal' }],
    },
    {
      name: 'toHaveEvent counts repeats',
      subject: first,
      call: 'toHaveEvent',
      inputs: [{ reason: 'Unhealthy', exactly: 2 }],
    },
    {
      name: 'toHaveEvent at most',
      subject: first,
      call: 'toHaveEvent',
      inputs: [{ type: 'Warning', atMost: 2, atLeast: 1 }],
    },
    { name: 'toOwn directly', subject: web, call: 'toOwn', inputs: ['replicasets', { exactly: 1 }] },
    { name: 'toOwn through others', subject: web, call: 'toOwn', inputs: ['pods', { exactly: 2 }] },
    { name: 'toOwn by labels', subject: web, call: 'toOwn', inputs: ['po', { exactly: 1, labels: 'index=0' }] },
  ])('$name', ({ subject, call, inputs }) => {
    expect(judge(subject, call, ...inputs)).toEqual({ holds: true, text: '' });
    expect(judge(subject, `not.${call}`, ...inputs).holds).toBe(false);
  });
});

describe('do not hold, and do with .not', () => {
  test.each([
    { name: 'toExist', subject: made.object('configmap/nothing'), call: 'toExist', inputs: [] },
    { name: 'toMatchManifest', subject: web, call: 'toMatchManifest', inputs: [{ spec: { replicas: 4 } }] },
    { name: 'toHaveField absent', subject: web, call: 'toHaveField', inputs: ['spec.paused'] },
    {
      name: 'toHaveField of another amount',
      subject: pods,
      call: 'toHaveField',
      inputs: ['spec.containers[0].resources.requests.cpu', { atLeast: '501m' }],
    },
    {
      name: 'toHaveField where one of several differs',
      subject: web,
      call: 'toHaveField',
      inputs: ['status.conditions[*].status', { equals: 'True' }],
    },
    { name: 'toHaveLabel of another value', subject: pods, call: 'toHaveLabel', inputs: ['app=web'] },
    {
      name: 'toHaveAnnotation',
      subject: settings,
      call: 'toHaveAnnotation',
      inputs: ['owner', { matches: /^team-b$/ }],
    },
    { name: 'toHaveCondition', subject: web, call: 'toHaveCondition', inputs: ['Available'] },
    {
      name: 'toHaveCondition of another reason',
      subject: web,
      call: 'toHaveCondition',
      inputs: ['Progressing', { reason: 'Replica' }],
    },
    { name: 'toHaveCondition absent', subject: web, call: 'toHaveCondition', inputs: ['ReplicaFailure'] },
    { name: 'toHaveEvent of another object', subject: web, call: 'toHaveEvent', inputs: [{ reason: 'Unhealthy' }] },
    {
      name: 'toHaveEvent of another type',
      subject: first,
      call: 'toHaveEvent',
      inputs: [{ reason: 'Unhealthy', type: 'Normal' }],
    },
    {
      name: 'toHaveEvent more often',
      subject: first,
      call: 'toHaveEvent',
      inputs: [{ reason: 'Unhealthy', atLeast: 3 }],
    },
    { name: 'toOwn', subject: web, call: 'toOwn', inputs: ['jobs'] },
    { name: 'toBeTerminating', subject: web, call: 'toBeTerminating', inputs: [] },
  ])('$name', ({ subject, call, inputs }) => {
    expect(judge(subject, call, ...inputs).holds).toBe(false);
    expect(judge(subject, `not.${call}`, ...inputs)).toEqual({ holds: true, text: '' });
  });
});

describe('are refused', () => {
  test.each([
    {
      name: 'a field that the kind does not have',
      call: 'not.toHaveField',
      inputs: ['spec.replica'],
      error: 'a Deployment has no field spec.replica, asked for by "spec.replica" (did you mean replicas?)',
    },
    {
      name: 'a bound of what has no order',
      call: 'not.toHaveField',
      inputs: ['metadata.name', { atLeast: 3 }],
      error: '"web" is neither more nor less than 3',
    },
    { name: 'a path that is none', call: 'toHaveField', inputs: ['{range}'], error: 'is a template' },
    { name: 'a manifest of nothing', call: 'toMatchManifest', inputs: [{}], error: 'expected a part of a manifest' },
    {
      name: 'a manifest with a typo',
      call: 'not.toMatchManifest',
      inputs: [{ spec: { replica: 1 } }],
      error: 'there is no field spec.replica (did you mean replicas?)',
    },
    {
      name: 'a way to compare lists that is none',
      call: 'toMatchManifest',
      inputs: [{ spec: {} }, { lists: 'sorted' }],
      error: 'lists: expected one of key, position, unordered, contains',
    },
    {
      name: 'a condition that the kind does not have',
      call: 'not.toHaveCondition',
      inputs: ['Availabel'],
      error:
        'a Deployment has no condition "Availabel", only Available, Progressing, ReplicaFailure (did you mean Available?)',
    },
    {
      name: 'a status that is none',
      call: 'toHaveCondition',
      inputs: ['Available', { status: 'yes' }],
      error: 'status: expected one of True, False, Unknown',
    },
    {
      name: 'an event of which nothing is said',
      call: 'toHaveEvent',
      inputs: [],
      error: 'toHaveEvent: nothing is expected: say at least one of reason, message, type',
    },
    {
      name: 'a number of which nothing else is said',
      call: 'toHaveEvent',
      inputs: [{ exactly: 2 }],
      error: 'nothing is expected',
    },
    {
      name: 'numbers that contradict',
      call: 'toOwn',
      inputs: ['pods', { atLeast: 3, atMost: 2 }],
      error: 'no number is at least 3 and at most 2',
    },
    { name: 'two numbers', call: 'toOwn', inputs: ['pods', { exactly: 3, atMost: 4 }], error: '"exactly" says it all' },
    { name: 'a kind that is none', call: 'toOwn', inputs: ['podz'], error: 'there is no kind "podz" (did you mean' },
    {
      name: 'a selector that is none',
      call: 'toOwn',
      inputs: ['pods', { labels: 'app in' }],
      error: 'labels: "app in": unable to parse requirement',
    },
    {
      name: 'a pattern that is none',
      call: 'toHaveEvent',
      inputs: [{ reason: '/(/' }],
      error: '/(/ is no regular expression',
    },
    { name: 'a label without a key', call: 'toHaveLabel', inputs: ['=web'], error: 'expected label or label=value' },
    {
      name: 'a label said twice',
      call: 'toHaveLabel',
      inputs: ['app=web', { matches: 'x' }],
      error: 'leave out "matches"',
    },
    { name: 'too many arguments', call: 'toExist', inputs: [{}, 1], error: 'takes at most 1 arguments, got 2' },
  ])('$name', ({ call, inputs, error }) => {
    expect(() => judge(web, call, ...inputs)).toThrow(error);
  });
});

test('a condition that a readiness gate declares is known', () => {
  const gated = stillCluster();
  gated.put(
    pod('web-0', {
      spec: { containers: [{ name: 'web', image: 'web' }], readinessGates: [{ conditionType: 'synced' }] },
    }),
  );
  expect(judge(gated.pod('web-0'), 'not.toHaveCondition', 'synced').holds).toBe(true);
});

test('events outlive their object', () => {
  const gone = stillCluster();
  gone.put(pod('web-0'));
  gone.event('pod/web-0', { reason: 'Killing', message: 'Stopping container web' }).remove('pod/web-0');
  expect(judge(gone.pod('web-0'), 'toHaveEvent', { reason: 'Killing' }).holds).toBe(true);
});

test('an object with a finalizer is terminating once it was deleted', () => {
  const held = stillCluster();
  held.put({ kind: 'ConfigMap', metadata: { name: 'held', finalizers: ['example.com/hold'] } });
  expect(judge(held.object('configmap/held'), 'toBeTerminating').holds).toBe(false);
  held.remove('configmap/held');
  expect(judge(held.object('configmap/held'), 'toBeTerminating').holds).toBe(true);
  expect(judge(held.object('configmap/held'), 'not.toBeTerminating').text).toContain('finalizers: example.com/hold');
});
