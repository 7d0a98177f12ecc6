// What failures about results look like, as snapshots: responses, traffic, look-ups, refusals.
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import type { NameLookup, Response, Traffic } from '../../src/cluster/results';
import { SUBJECT } from '../../src/cluster/subject';
import { judge } from '../support/fail';
import { troubledShop } from './failing-shops';

const made = troubledShop();

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
  ({
    atMs: made.simulation.parts.startMs + afterMs,
    outcome: 'refused',
    reason,
    cause: 'nothing listened in the pod',
    pod: undefined,
  }) as const;

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
    byCause: { 'nothing listened in the pod': 3 },
    byVersion: {},
    bySecond: [],
    retried: 0,
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
