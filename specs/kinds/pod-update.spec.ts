// Of a pod's spec hardly anything changes; what would is shown as a difference of the server's own structures.

import { describe, expect, test } from '@jest/globals';
import { type Body, container, pod, refusal, SpecServer } from './api-server';

const FIXED =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,' +
  '`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing ' +
  'tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n';

const GATED = { schedulingGates: [{ name: 'a.b/gate' }] };
const IMAGE = { containers: [{ ...container, image: 'nginx:2' }] };

function server(spec: Body = {}): SpecServer {
  const own = new SpecServer();
  own.create(pod('p', spec));
  return own;
}

describe('allowed', () => {
  test.each([
    { name: 'another image', spec: { automountServiceAccountToken: false }, patch: { spec: IMAGE }, generation: 2 },
    { name: 'a deadline', spec: {}, patch: { spec: { activeDeadlineSeconds: 50 } }, generation: 2 },
    {
      name: 'a shorter deadline',
      spec: { activeDeadlineSeconds: 9 },
      patch: { spec: { activeDeadlineSeconds: 5 } },
      generation: 2,
    },
    { name: 'labels, which count nothing', spec: {}, patch: { metadata: { labels: { a: 'b' } } }, generation: 1 },
    { name: 'fewer gates', spec: GATED, patch: { spec: { schedulingGates: null } }, generation: 2 },
    { name: 'nodes for a gated pod', spec: GATED, patch: { spec: { nodeSelector: { a: 'b' } } }, generation: 2 },
  ])('$name', ({ spec, patch, generation }) => {
    expect(server(spec).patch('pod', 'p', patch).metadata.generation).toBe(generation);
  });
});

describe('refused', () => {
  test.each([
    {
      name: 'a hostname',
      spec: {},
      patch: { spec: { hostname: 'other' } },
      expected: `${FIXED}@@ -162,7 +162,7 @@\n   "SELinuxChangePolicy": null\n  },\n  "ImagePullSecrets": null,\n- "Hostname": "",\n+ "Hostname": "other",\n  "Subdomain": "",\n  "SetHostnameAsFQDN": null,\n  "Affinity": null,\n`,
    },
    {
      name: 'a node by hand',
      spec: {},
      patch: { spec: { nodeName: 'n1' } },
      expected: `${FIXED}@@ -140,7 +140,7 @@\n  "NodeSelector": null,\n  "ServiceAccountName": "default",\n  "AutomountServiceAccountToken": null,\n- "NodeName": "",\n+ "NodeName": "n1",\n  "SecurityContext": {\n   "HostNetwork": false,\n   "HostPID": false,\n`,
    },
    {
      name: 'a selector of nodes',
      spec: {},
      patch: { spec: { nodeSelector: { a: 'b' } } },
      expected: `${FIXED}@@ -137,7 +137,9 @@\n  "TerminationGracePeriodSeconds": 30,\n  "ActiveDeadlineSeconds": null,\n  "DNSPolicy": "ClusterFirst",\n- "NodeSelector": null,\n+ "NodeSelector": {\n+  "a": "b"\n+ },\n  "ServiceAccountName": "default",\n  "AutomountServiceAccountToken": null,\n  "NodeName": "",\n`,
    },
    {
      name: 'more containers',
      spec: {},
      patch: { spec: { containers: [container, { ...container, name: 'd' }] } },
      expected: 'spec.containers: Forbidden: pod updates may not add or remove containers',
    },
    {
      name: 'a longer deadline',
      spec: { activeDeadlineSeconds: 50 },
      patch: { spec: { activeDeadlineSeconds: 60 } },
      expected: 'spec.activeDeadlineSeconds: Invalid value: 60: must be less than or equal to previous value',
    },
    {
      name: 'no deadline any more',
      spec: { activeDeadlineSeconds: 50 },
      patch: { spec: { activeDeadlineSeconds: null } },
      expected: 'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    },
    {
      name: 'another gate',
      spec: GATED,
      patch: { spec: { schedulingGates: [...GATED.schedulingGates, { name: 'a.b/two' }] } },
      expected:
        "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a.b/two'",
    },
  ])('$name', ({ spec, patch, expected }) => {
    expect(refusal(() => server(spec).patch('pod', 'p', patch))).toBe(`422 Pod "p" is invalid: ${expected}`);
  });
});

test('a cost of deletion that is no number', () => {
  const own = server();
  const cost = (text: string) => ({ annotations: { 'controller.kubernetes.io/pod-deletion-cost': text } });
  expect(refusal(() => own.patch('pod', 'p', { metadata: cost('abc') }))).toBe(
    '422 Pod "p" is invalid: metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "abc": ' +
      'must be a 32bit integer',
  );
  expect(own.patch('pod', 'p', { metadata: cost('-10') }).metadata.annotations).toEqual(cost('-10').annotations);
});
