// Webhooks over HTTP: their refusals, their warnings, and exec, which they are asked about before it begins.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WebhookRequest } from '../../src/admission/webhook/rule';
import { Served } from './served';

const NAME = 'check.example.com';
const rules = [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps', 'pods/exec'] }];
const configuration = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'checks' },
  webhooks: [
    {
      name: NAME,
      rules,
      clientConfig: { url: 'https://hooks.example.com/' },
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
};
const seen: WebhookRequest[] = [];
let served: Served;

beforeAll(async () => {
  const answer = (request: WebhookRequest) => {
    seen.push(request);
    const status = { code: 403, reason: 'Forbidden', message: 'not here' };
    return { allowed: false, status, warnings: ['mind the gap'] };
  };
  served = await Served.start({ nodes: 1, webhooks: [{ name: NAME, answer }] });
  await served.post('/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', configuration);
});

afterAll(() => served.close());

test('a refusal is a Status, with its warnings', async () => {
  const { status, body, headers } = await served.post('/api/v1/namespaces/default/configmaps?dryRun=All', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'm' },
  });
  expect(status).toBe(403);
  const message = `admission webhook "${NAME}" denied the request: not here`;
  expect(body).toMatchObject({ kind: 'Status', status: 'Failure', reason: 'Forbidden', code: 403, message });
  expect(headers.warning).toBe('299 - "mind the gap"');
  expect(seen.at(-1)).toMatchObject({ dryRun: true, options: { kind: 'CreateOptions', dryRun: ['All'] } });
});

test('an exec is a CONNECT with its options', async () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  };
  await served.post('/api/v1/namespaces/default/pods', pod);
  const headers = { connection: 'Upgrade', upgrade: 'websocket' };
  const path = '/api/v1/namespaces/default/pods/p/exec?command=ls&command=-l&stdout=true&container=c';
  const { status, text } = await served.get(path, headers);
  expect([status, text]).toEqual([403, expect.stringContaining('not here')]);
  expect(seen.at(-1)).toMatchObject({
    operation: 'CONNECT',
    kind: { group: '', version: 'v1', kind: 'PodExecOptions' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    subResource: 'exec',
    name: 'p',
    namespace: 'default',
    object: { kind: 'PodExecOptions', apiVersion: 'v1', command: ['ls', '-l'], stdout: true, container: 'c' },
    oldObject: null,
    options: null,
  });
});
