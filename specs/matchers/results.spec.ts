// Matchers about results: responses, traffic, look-ups, refusals.
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import type { NameLookup, Response, Traffic } from '../../src/cluster/results';
import { SUBJECT } from '../../src/cluster/subject';
import { dnsAnswer, dnsFailure } from '../../src/network/dns-records';
import type { TrafficLoss } from '../../src/network/traffic-stream';
import { judge } from '../support/fail';
import { pod, service, stillCluster } from '../support/still-cluster';

const shop = stillCluster();
shop.put(service('web', { app: 'web' }, '10.96.0.50'));
for (const index of [0, 1, 2]) shop.put(pod(`web-${index}`, { ip: `10.244.0.${index + 1}` }));
const START_MS = shop.nowMs;

function response(parts: Partial<Response>): Response {
  return {
    [SUBJECT]: 'response',
    cluster: shop,
    from: 'namespace default',
    to: 'http://web',
    outcome: 'answered',
    ok: (parts.status ?? 200) < 400,
    latencyMs: 3,
    nodes: ['node-1', 'node-2'],
    hops: [],
    ...parts,
  };
}

const OK = response({ status: 200, pod: 'default/web-0', sourceIp: '10.244.0.1' });
const ERROR = response({ status: 503, pod: 'default/web-0', body: 'busy' });
const REFUSED = response({
  outcome: 'refused',
  ok: false,
  error: 'dial tcp 10.96.0.50:80: connect: connection refused',
});

describe('toBeAnswered', () => {
  test.each([
    { name: 'OK', subject: OK, options: {}, holds: true },
    { name: 'an error', subject: ERROR, options: {}, holds: false },
    { name: 'the error that is asked for', subject: ERROR, options: { status: 503 }, holds: true },
    { name: 'another status', subject: OK, options: { status: 201 }, holds: false },
    { name: 'a pod by name', subject: OK, options: { pod: 'web-0' }, holds: true },
    { name: 'a pod by key', subject: OK, options: { pod: 'default/web-0' }, holds: true },
    { name: 'a pod by pattern', subject: OK, options: { pod: /^web-/ }, holds: true },
    { name: 'another pod', subject: OK, options: { pod: 'web-1' }, holds: false },
    { name: 'a source address', subject: OK, options: { sourceIp: '10.244.0.1' }, holds: true },
    { name: 'another source address', subject: OK, options: { sourceIp: '10.244.0.2' }, holds: false },
    { name: 'hops', subject: OK, options: { hops: 1 }, holds: true },
    { name: 'fewer hops', subject: OK, options: { hops: 0 }, holds: false },
    { name: 'a way', subject: OK, options: { through: ['node-1', 'node-2'] }, holds: true },
    { name: 'another way', subject: OK, options: { through: 'node-1' }, holds: false },
    { name: 'nothing', subject: REFUSED, options: {}, holds: false },
  ])('$name: $holds', ({ subject, options, holds }) => {
    expect(judge(subject, 'toBeAnswered', options).holds).toBe(holds);
    expect(judge(subject, 'not.toBeAnswered', options).holds).toBe(!holds);
  });
});

describe('toBeLost', () => {
  test.each([
    { subject: REFUSED, options: {}, holds: true },
    { subject: REFUSED, options: { outcome: 'refused', error: 'connection refused' }, holds: true },
    { subject: REFUSED, options: { outcome: 'timeout' }, holds: false },
    { subject: REFUSED, options: { error: /i\/o timeout/ }, holds: false },
    { subject: OK, options: {}, holds: false },
    { subject: ERROR, options: {}, holds: false },
  ])('$options: $holds', ({ subject, options, holds }) => {
    expect(judge(subject, 'toBeLost', options).holds).toBe(holds);
  });
});

function traffic(parts: {
  total?: number;
  losses?: readonly TrafficLoss[];
  byPod?: Readonly<Record<string, number>>;
}): Traffic {
  const { losses = [], byPod = { 'default/web-0': 50, 'default/web-1': 50 } } = parts;
  const succeeded = Object.values(byPod).reduce((sum, count) => sum + count, 0);
  const result = {
    name: 'visitors',
    from: 'namespace default',
    to: 'http://web',
    startedAtMs: START_MS,
    endedAtMs: undefined,
    total: parts.total ?? succeeded + losses.length,
    succeeded,
    lost: losses.length,
    inFlight: 0,
    byPod,
    byStatus: {},
    byOutcome: {},
    byCause: {},
    byVersion: {},
    bySecond: [],
    retried: 0,
    losses,
    latencyMs: undefined,
  };
  return { [SUBJECT]: 'traffic', cluster: shop, name: 'visitors', result };
}

const refused = (atMs: number): TrafficLoss => ({
  atMs: START_MS + atMs,
  outcome: 'refused',
  reason: 'dial tcp 10.96.0.50:80: connect: connection refused',
  cause: 'nothing listened in the pod',
  pod: 'default/web-1',
});
const reset = (atMs: number): TrafficLoss => ({
  ...refused(atMs),
  outcome: 'reset',
  reason: 'connection reset by peer',
  cause: 'the process ended before its answer was finished',
});

const LOSSY = traffic({ losses: [refused(1_000), refused(1_020), reset(1_040), refused(2_000)] });
const WHOLE = traffic({});
const UNSENT = traffic({ total: 0, byPod: {} });

describe('traffic', () => {
  test.each([
    { name: 'lost some', subject: LOSSY, call: 'toHaveLost', inputs: [], holds: true },
    { name: 'lost so many', subject: LOSSY, call: 'toHaveLost', inputs: [{ exactly: 4 }], holds: true },
    { name: 'lost at most', subject: LOSSY, call: 'toHaveLost', inputs: [{ atMost: 3 }], holds: false },
    {
      name: 'lost by cause',
      subject: LOSSY,
      call: 'toHaveLost',
      inputs: [{ exactly: 3, cause: 'nothing listened' }],
      holds: true,
    },
    {
      name: 'lost by outcome',
      subject: LOSSY,
      call: 'toHaveLost',
      inputs: [{ exactly: 1, outcome: 'reset' }],
      holds: true,
    },
    {
      name: 'lost by words',
      subject: LOSSY,
      call: 'toHaveLost',
      inputs: [{ exactly: 3, error: 'refused' }],
      holds: true,
    },
    { name: 'lost none', subject: WHOLE, call: 'toHaveLost', inputs: [], holds: false },
    { name: 'lost at most, of none', subject: WHOLE, call: 'toHaveLost', inputs: [{ atMost: 3 }], holds: true },
    { name: 'nothing lost', subject: WHOLE, call: 'toHaveLostNothing', inputs: [], holds: true },
    { name: 'something lost', subject: LOSSY, call: 'toHaveLostNothing', inputs: [], holds: false },
    { name: 'reached', subject: WHOLE, call: 'toHaveReached', inputs: [['web-0', 'web-1']], holds: true },
    { name: 'reached one of them', subject: WHOLE, call: 'toHaveReached', inputs: [['web-0']], holds: true },
    {
      name: 'reached only one of them',
      subject: WHOLE,
      call: 'toHaveReached',
      inputs: [['web-0'], { only: true }],
      holds: false,
    },
    { name: 'not reached', subject: WHOLE, call: 'toHaveReached', inputs: ['app=web'], holds: false },
    { name: 'balanced', subject: WHOLE, call: 'toBalance', inputs: [], holds: true },
    { name: 'balanced over two', subject: WHOLE, call: 'toBalance', inputs: [{ over: 2 }], holds: true },
    { name: 'balanced over three', subject: WHOLE, call: 'toBalance', inputs: [{ over: 3 }], holds: false },
    {
      name: 'within the tolerance',
      subject: traffic({ byPod: { a: 60, b: 40 } }),
      call: 'toBalance',
      inputs: [],
      holds: true,
    },
    {
      name: 'out of the tolerance',
      subject: traffic({ byPod: { a: 60, b: 40 } }),
      call: 'toBalance',
      inputs: [{ tolerance: 0.1 }],
      holds: false,
    },
    {
      name: 'one pod is no balance',
      subject: traffic({ byPod: { a: 60 } }),
      call: 'toBalance',
      inputs: [],
      holds: false,
    },
    {
      name: 'one pod of one',
      subject: traffic({ byPod: { a: 60 } }),
      call: 'toBalance',
      inputs: [{ over: 1 }],
      holds: true,
    },
  ])('$name: $holds', ({ subject, call, inputs, holds }) => {
    expect(judge(subject, call, ...inputs).holds).toBe(holds);
    expect(judge(subject, `not.${call}`, ...inputs).holds).toBe(!holds);
  });

  test.each([
    { call: 'toHaveLostNothing', inputs: [] },
    { call: 'not.toHaveLost', inputs: [] },
    { call: 'toHaveLost', inputs: [{ atMost: 5 }] },
    { call: 'toBalance', inputs: [] },
    { call: 'not.toHaveReached', inputs: [['web-0']] },
  ])('a stream that sent nothing fails $call', ({ call, inputs }) => {
    const { holds, text } = judge(UNSENT, call, ...inputs);
    expect(holds).toBe(false);
    expect(text).toContain('no request was sent yet: advance the cluster first');
  });

  test('losses of one reason are told as one', () => {
    const { text } = judge(LOSSY, 'toHaveLostNothing');
    expect(text).toContain('+1s to +2s  3 x dial tcp 10.96.0.50:80: connect: connection refused (pod default/web-1)');
    expect(text).toContain('at +1.04s  1 x connection reset by peer');
  });
});

function lookup(answer: NameLookup['answer']): NameLookup {
  return { [SUBJECT]: 'lookup', cluster: shop, name: 'web', answer };
}

const resolution = (addresses: readonly string[], error?: string) =>
  lookup({ name: 'web', server: '10.96.0.10', asked: [], addresses, error });

describe('look-ups', () => {
  const FOUND = resolution(['10.96.0.50']);
  const PODS = resolution(['10.244.0.2', '10.244.0.1']);
  const MISSED = resolution([], 'lookup web on 10.96.0.10:53: no such host');
  const alias = {
    name: 'web.default.svc.cluster.local.',
    ttlSeconds: 30,
    type: 'CNAME',
    data: 'DB.example.com.',
  } as const;
  const ALIAS = lookup(dnsAnswer({ answer: [alias] }));
  test.each([
    { name: 'an address', subject: FOUND, call: 'toHaveResolvedTo', inputs: ['10.96.0.50'], holds: true },
    { name: 'that of a Service', subject: FOUND, call: 'toHaveResolvedTo', inputs: ['service/web'], holds: true },
    {
      name: 'those of pods in any order',
      subject: PODS,
      call: 'toHaveResolvedTo',
      inputs: [['pod/web-0', 'pod/web-1']],
      holds: true,
    },
    { name: 'not all', subject: PODS, call: 'toHaveResolvedTo', inputs: ['pod/web-0'], holds: false },
    { name: 'an alias', subject: ALIAS, call: 'toHaveResolvedTo', inputs: ['db.example.com'], holds: true },
    { name: 'another alias', subject: ALIAS, call: 'toHaveResolvedTo', inputs: ['example.com.'], holds: false },
    { name: 'nothing', subject: MISSED, call: 'toHaveResolvedTo', inputs: ['10.96.0.50'], holds: false },
    { name: 'nothing', subject: MISSED, call: 'toBeUnresolved', inputs: [], holds: true },
    {
      name: 'nothing in its words',
      subject: MISSED,
      call: 'toBeUnresolved',
      inputs: [{ error: 'no such host' }],
      holds: true,
    },
    {
      name: 'nothing in other words',
      subject: MISSED,
      call: 'toBeUnresolved',
      inputs: [{ error: 'server misbehaving' }],
      holds: false,
    },
    {
      name: 'no records',
      subject: lookup(dnsFailure('NXDOMAIN')),
      call: 'toBeUnresolved',
      inputs: [{ error: 'NXDOMAIN' }],
      holds: true,
    },
    { name: 'something', subject: FOUND, call: 'toBeUnresolved', inputs: [], holds: false },
  ])('$call: $name: $holds', ({ subject, call, inputs, holds }) => {
    expect(judge(subject, call, ...inputs).holds).toBe(holds);
    expect(judge(subject, `not.${call}`, ...inputs).holds).toBe(!holds);
  });
});

describe('refusals', () => {
  const refusal = new ApiError(422, 'Invalid', 'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1');
  const refuse = () => {
    throw refusal;
  };
  test.each([
    { options: {}, holds: true },
    { options: { code: 422 }, holds: true },
    { options: { code: 422, reason: 'Invalid', message: 'spec.replicas: Invalid value: -1' }, holds: true },
    { options: { message: /^Deployment\.apps "web"/ }, holds: true },
    { options: { code: 403 }, holds: false },
    { options: { reason: 'Inval' }, holds: false },
    { options: { message: 'spec.paused' }, holds: false },
  ])('$options: $holds', ({ options, holds }) => {
    expect(judge(refuse, 'toBeRefused', options).holds).toBe(holds);
  });

  test('of what goes through', () => {
    expect(judge(() => 1, 'toBeRefused').text).toContain('Actual:   it went through');
    expect(judge(() => 1, 'not.toBeRefused').holds).toBe(true);
    expect(judge(refuse, 'not.toBeRefused').text).toContain('Actual:   422 Invalid: Deployment.apps "web" is invalid');
  });

  test('any other error is the own of the spec', () => {
    const broken = () => {
      throw new TypeError('x is undefined');
    };
    expect(() => judge(broken, 'toBeRefused')).toThrow(TypeError);
  });
});

describe('on the wrong subject', () => {
  test.each([
    { call: 'toHaveLost', received: OK, error: 'toHaveLost is for what shop.traffic(...) gave' },
    { call: 'toBeAnswered', received: WHOLE, error: 'toBeAnswered is for what shop.request(...) gave' },
    { call: 'toHaveResolvedTo', received: OK, inputs: ['x'], error: 'is for what shop.resolve(...) gave' },
    { call: 'toBeRefused', received: OK, error: 'toBeRefused is for a function that asks for something' },
    {
      call: 'toExist',
      received: undefined,
      error: "toExist is for objects such as shop.deployment('frontend'), got nothing",
    },
    { call: 'toExist', received: shop, error: 'toExist is for objects such as' },
  ])('$call', ({ call, received, inputs = [], error }) => {
    expect(() => judge(received, call, ...inputs)).toThrow(error);
  });
});
