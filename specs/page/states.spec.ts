// The state that a bar shows of a pod or a node.
import { expect, test } from '@jest/globals';
import type { Node, Pod } from '../../src/kinds/generated/types.gen';
import { NODE_STATES, POD_STATES } from '../../src/page/page-data';
import { nodeStateNumber, podAmounts, podStateNumber } from '../../src/page/states';

const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });
const waiting = (reason: string) => ({ containerStatuses: [{ state: { waiting: { reason } } }] });
const pod = (status: object, spec: object = { nodeName: 'a' }, metadata: object = {}) =>
  ({ metadata, spec: { containers: [], ...spec }, status }) as unknown as Pod;

test.each([
  { name: 'without a node', is: 'pending', of: pod({ phase: 'Pending' }, {}) },
  { name: 'whose containers are made', is: 'starting', of: pod({ phase: 'Pending', ...waiting('ContainerCreating') }) },
  { name: 'whose image is not there', is: 'failed', of: pod({ phase: 'Pending', ...waiting('ImagePullBackOff') }) },
  { name: 'that runs', is: 'not ready', of: pod({ phase: 'Running', ...ready('False') }) },
  { name: 'that is ready', is: 'ready', of: pod({ phase: 'Running', ...ready('True') }) },
  { name: 'that waits to be restarted', is: 'failed', of: pod({ phase: 'Running', ...waiting('CrashLoopBackOff') }) },
  { name: 'that is done', is: 'succeeded', of: pod({ phase: 'Succeeded' }) },
  { name: 'that has failed', is: 'failed', of: pod({ phase: 'Failed' }) },
  { name: 'of which nothing is known', is: 'unknown', of: pod({ phase: 'Unknown' }) },
  {
    name: 'that goes, whatever its containers did',
    is: 'terminating',
    of: pod({ phase: 'Succeeded' }, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
  },
])('a pod $name is $is', ({ is, of }) => {
  expect(POD_STATES[podStateNumber(of)]).toBe(is);
});

const node = (status: string, spec: object = {}) => ({ metadata: {}, spec, status: ready(status) }) as unknown as Node;

test.each([
  { name: 'that is ready', is: 'ready', of: node('True') },
  { name: 'that takes no more pods', is: 'cordoned', of: node('True', { unschedulable: true }) },
  { name: 'that says it is not', is: 'not ready', of: node('False') },
  { name: 'that says nothing', is: 'unreachable', of: node('Unknown') },
])('a node $name is $is', ({ is, of }) => {
  expect(NODE_STATES[nodeStateNumber(of)]).toBe(is);
});

test('a pod that has ended takes nothing of its node', () => {
  const requests = { containers: [{ name: 'a', resources: { requests: { cpu: '250m', memory: '1Ki' } } }] };
  expect(podAmounts(pod({ phase: 'Running' }, requests))).toEqual([250, 1024, 1]);
  expect(podAmounts(pod({ phase: 'Failed' }, requests))).toEqual([0, 0, 0]);
});
