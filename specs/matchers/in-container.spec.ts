// Matchers about what is in a container, in a running cluster: files, environment, throttling; and kubectl's columns.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { judge } from '../support/fail';

const shop = cluster({ nodes: 1, programs: [{ image: 'shop/busy:*', cpu: [{ atMs: 0, value: 500 }] }] });
shop.load('../../fixtures/shop');
shop.load('../../fixtures/examples/web-0.yaml');
shop.create({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'busy' },
  spec: {
    containers: [
      {
        name: 'busy',
        image: 'shop/busy:v1',
        env: [{ name: 'MODE', value: 'fast' }],
        resources: { limits: { cpu: '100m' } },
      },
      { name: 'other', image: 'shop/other:v1' },
    ],
  },
});
shop.create({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'stuck' },
  spec: { nodeSelector: { nobody: 'has' }, containers: [{ name: 'web', image: 'web' }] },
});
shop.settle();
shop.writeFile('pod/web-0', '/tmp/note', 'hello');

const ROWS = [
  { subject: 'web-0', call: 'toHaveFile', inputs: ['/tmp/note'], holds: true },
  { subject: 'web-0', call: 'toHaveFile', inputs: ['/tmp/note', { content: 'hello' }], holds: true },
  { subject: 'web-0', call: 'toHaveFile', inputs: ['/tmp/note', { content: 'bye' }], holds: false },
  { subject: 'web-0', call: 'toHaveFile', inputs: ['/tmp/none'], holds: false },
  { subject: 'busy', call: 'toHaveVariable', inputs: ['MODE', { container: 'busy' }], holds: true },
  { subject: 'busy', call: 'toHaveVariable', inputs: ['MODE=fast', { container: 'busy' }], holds: true },
  { subject: 'busy', call: 'toHaveVariable', inputs: ['MODE', { matches: /^f/, container: 'busy' }], holds: true },
  { subject: 'busy', call: 'toHaveVariable', inputs: ['MODE=slow', { container: 'busy' }], holds: false },
  { subject: 'busy', call: 'toHaveVariable', inputs: ['MODE', { container: 'other' }], holds: false },
  { subject: 'busy', call: 'toBeThrottled', inputs: [{ container: 'busy' }], holds: true },
  { subject: 'busy', call: 'toBeThrottled', inputs: [{ container: 'other' }], holds: false },
  { subject: 'busy', call: 'toBeShownAs', inputs: [{ ready: '2/2', status: 'Running' }], holds: true },
  { subject: 'stuck', call: 'toBeShownAs', inputs: [{ status: 'Pending', ready: '0/1', restarts: '0' }], holds: true },
  { subject: 'stuck', call: 'toBeShownAs', inputs: [{ status: /^Run/ }], holds: false },
];

describe('holds, or holds with .not', () => {
  test.each(ROWS)('pod/$subject $call $inputs: $holds', ({ subject, call, inputs, holds }) => {
    expect(judge(shop.pod(subject), call, ...inputs).holds).toBe(holds);
    expect(judge(shop.pod(subject), `not.${call}`, ...inputs).holds).toBe(!holds);
  });
});

describe('nothing to judge, with .not too', () => {
  test.each([
    { call: 'toHaveFile', inputs: ['/tmp/note'] },
    { call: 'toHaveVariable', inputs: ['MODE'] },
    { call: 'toBeThrottled', inputs: [] },
  ])('$call of a container that does not run', ({ call, inputs }) => {
    expect(judge(shop.pod('stuck'), call, ...inputs).holds).toBe(false);
    expect(judge(shop.pod('stuck'), `not.${call}`, ...inputs).holds).toBe(false);
  });
});

test.each([
  { call: 'toHaveFile', inputs: ['/x'], error: 'pod/busy has several containers, say which: busy, other' },
  { call: 'toHaveVariable', inputs: ['MODE', { container: 'bsy' }], error: '(did you mean busy?)' },
  { call: 'toHaveVariable', inputs: ['MODE=x', { matches: 'x', container: 'busy' }], error: 'leave out "matches"' },
  { call: 'toBeShownAs', inputs: [{ externalIp: 'x' }], error: 'kubectl get shows no column EXTERNAL-IP of a Pod' },
  { call: 'toBeShownAs', inputs: [], error: 'nothing is expected' },
])('$call $inputs is refused', ({ call, inputs, error }) => {
  expect(() => judge(shop.pod('busy'), call, ...inputs)).toThrow(error);
});
