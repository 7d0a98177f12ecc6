// The option `webhooks`: what answers for a webhook, and what stands between the server and it.

import { describe, expect, test } from '@jest/globals';
import { ApiError, type Cluster, cluster, extend, UsageError, type WebhookBinding } from '../../src/index';

const RULES = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }];
const configuration = (fields: object) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'policy' },
  webhooks: [
    { name: 'check.example.com', rules: RULES, sideEffects: 'None', admissionReviewVersions: ['v1'], ...fields },
  ],
});
const SERVICE = { clientConfig: { service: { namespace: 'default', name: 'policy', path: '/validate' } } };
const URL = { clientConfig: { url: 'https://hooks.example.com/check' } };
const AT = 'Post "https://policy.default.svc:443/validate?timeout=10s"';
const FAILED = 'Internal error occurred: failed calling webhook "check.example.com": failed to call webhook';

const service = (spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'policy' },
  spec: { selector: { app: 'policy' }, ports: [{ port: 443, targetPort: 8443 }], ...spec },
});
const server = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'policy', labels: { app: 'policy' } },
  spec: { containers: [{ name: 'policy', image: 'policy:1', ports: [{ containerPort: 8443 }] }] },
};
const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

function tank(webhooks: readonly WebhookBinding[], ...objects: object[]): Cluster {
  const own = cluster({ nodes: 1, webhooks });
  for (const object of objects) own.create(object);
  own.settle();
  return own;
}

/** What the server answers to one more ConfigMap. */
function answer(own: Cluster): string {
  try {
    own.create(settings);
    return 'accepted';
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

const behind = (given: WebhookBinding['answer'], more: Partial<WebhookBinding> = {}): WebhookBinding => ({
  service: 'default/policy',
  answer: given,
  ...more,
});
const ALLOW = { allowed: true };
const NO = { allowed: false, status: { message: 'no' } };
const DENIED = 'admission webhook "check.example.com" denied the request: no';

describe('behind a Service', () => {
  test.each([
    { name: 'that is not there', objects: [], says: `${FAILED}: ${AT}: service "policy" not found` },
    {
      name: 'without pods',
      objects: [service()],
      says: `${FAILED}: ${AT}: no endpoints available for service "policy"`,
    },
    {
      name: 'on another port',
      objects: [service({ ports: [{ port: 80 }] })],
      says: `${FAILED}: ${AT}: no service port 443 found for service "policy"`,
    },
    {
      name: 'that is a name elsewhere',
      objects: [service({ type: 'ExternalName', externalName: 'example.com' })],
      says: `${FAILED}: ${AT}: unsupported service type "ExternalName"`,
    },
    {
      name: 'whose pods listen elsewhere',
      objects: [service({ ports: [{ port: 443, targetPort: 9443 }] }), server],
      says: /: dial tcp 10\.\d+\.\d+\.\d+:9443: connect: connection refused$/,
    },
    { name: 'with a ready pod', objects: [service(), server], says: DENIED },
  ])('$name', ({ objects, says }) => {
    const own = tank([behind(NO)], ...objects, configuration(SERVICE));
    expect(answer(own)).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
    const lenient = tank([behind(NO)], ...objects, configuration({ ...SERVICE, failurePolicy: 'Ignore' }));
    expect(answer(lenient)).toBe(says === DENIED ? DENIED : 'accepted');
  });

  test('that a lost node takes along: until its endpoints are gone, the server waits in vain', () => {
    const own = tank([behind(ALLOW)], service(), server, configuration(SERVICE));
    own.failNode('node-1');
    expect(answer(own)).toBe(`${FAILED}: ${AT}: context deadline exceeded`);
    own.advance('2m');
    expect(answer(own)).toBe(`${FAILED}: ${AT}: no endpoints available for service "policy"`);
  });

  test('whose program answers with an error', () => {
    const own = cluster({
      nodes: 1,
      webhooks: [behind(ALLOW)],
      programs: [{ image: 'policy:*', answers: [{ path: '/validate', status: 500, body: 'boom' }] }],
    });
    for (const object of [service(), server, configuration(SERVICE)]) own.create(object);
    own.settle();
    expect(answer(own)).toBe(`${FAILED}: an error on the server ("boom") has prevented the request from succeeding`);
  });

  test('the path decides which function answers', () => {
    const own = tank([behind(ALLOW, { path: '/mutate' }), behind(NO, { path: '/validate' })], service(), server);
    own.create(configuration(SERVICE));
    expect(answer(own)).toBe(DENIED);
  });
});

describe('an answer', () => {
  const url = 'https://hooks.example.com/check';
  const at = `Post "${url}?timeout=2s"`;
  test.each([
    { name: 'in time', given: { ...NO, takesMs: 1_999 }, says: DENIED },
    { name: 'too late', given: { ...ALLOW, takesMs: 2_000 }, says: `${FAILED}: ${at}: context deadline exceeded` },
    {
      name: 'that never comes',
      given: { unreachable: 'dial tcp 192.0.2.1:443: connect: no route to host' },
      says: `${FAILED}: ${at}: dial tcp 192.0.2.1:443: connect: no route to host`,
    },
  ])('$name', ({ given, says }) => {
    expect(answer(tank([{ url, answer: given }], configuration({ ...URL, timeoutSeconds: 2 })))).toBe(says);
  });

  test('in place of the webhook needs no Service', () => {
    expect(answer(tank([{ name: 'check.example.com', answer: () => NO }], configuration(SERVICE)))).toBe(DENIED);
  });

  test('is given by the first rule for the webhook', () => {
    const inPlace = { name: 'check.example.com', answer: ALLOW };
    expect(answer(tank([behind(NO), inPlace], service(), server, configuration(SERVICE)))).toBe(DENIED);
    expect(answer(tank([inPlace, behind(NO)], service(), server, configuration(SERVICE)))).toBe('accepted');
  });

  test('by a function with a name', () => {
    const refuse = () => NO;
    extend({ webhooks: { refuseEverything: refuse } });
    extend({ webhooks: { refuseEverything: refuse } });
    expect(() => extend({ webhooks: { refuseEverything: () => ALLOW } })).toThrow(
      `there is a webhook's function "refuseEverything" already`,
    );
    const own = tank([{ name: 'check.example.com', answer: 'refuseEverything' }], configuration(URL));
    expect(answer(own)).toBe(DENIED);
    expect(() => cluster({ webhooks: [{ name: 'a.b.c', answer: 'refuseEverythink' }] })).toThrow(
      /webhooks\[0\]\.answer: there is no webhook's function "refuseEverythink".*did you mean refuseEverything\?/,
    );
  });

  test('by nobody refuses, whatever the policy for failures', () => {
    const bindings = [{ service: 'default/polizy', answer: ALLOW }];
    const own = tank(bindings, service(), server, configuration({ ...SERVICE, failurePolicy: 'Ignore' }));
    expect(answer(own)).toBe(
      'Internal error occurred: calling webhook "check.example.com": programs are not run here, so nothing can answer ' +
        "at https://policy.default.svc:443/validate?timeout=10s; bind a function to it with the cluster's option " +
        "webhooks: [{ service: 'default/policy', path: '/validate', answer }]; the nearest that is bound is default/polizy",
    );
    expect(answer(tank([], configuration(URL)))).toContain(
      "webhooks: [{ url: 'https://hooks.example.com/check', answer }]",
    );
  });
});

describe('what a function gives back', () => {
  test.each([
    { name: 'nothing', given: undefined, says: 'expected a response such as { allowed: true }, got nothing' },
    { name: 'a promise', given: Promise.resolve(ALLOW), says: 'gave a promise: a webhook answers at once' },
    { name: 'a misspelt word', given: { alowed: true }, says: /unknown key "alowed".*did you mean allowed\?/ },
    { name: 'no verdict', given: { warnings: ['w'] }, says: 'expected `allowed` to be true or false' },
    { name: 'a wrong patch', given: { ...ALLOW, patch: [{ op: 'ad', path: '/a' }] }, says: /patch\[0\]\.op: .*add/ },
  ])('$name is the fault of the spec', ({ given, says }) => {
    const own = tank([{ name: 'check.example.com', answer: (() => given) as never }], configuration(URL));
    expect(() => own.create(settings)).toThrow(UsageError);
    expect(() => own.create(settings)).toThrow(says);
  });
});

test.each([
  { name: 'no webhook', binding: { answer: ALLOW }, says: 'expected one of service, url and name' },
  {
    name: 'two',
    binding: { name: 'a.b.c', url: 'https://a', answer: ALLOW },
    says: 'expected one of service, url and name',
  },
  {
    name: 'a path of nothing',
    binding: { name: 'a.b.c', path: '/a', answer: ALLOW },
    says: 'expected path beside a service',
  },
  {
    name: 'half a Service',
    binding: { service: 'policy', answer: ALLOW },
    says: 'expected a Service as namespace/name',
  },
  { name: 'no answer', binding: { name: 'a.b.c' }, says: 'answer: missing' },
])('a rule for $name is refused', ({ binding, says }) => {
  expect(() => cluster({ webhooks: [binding as never] })).toThrow(says);
});

test('what controllers write is asked about too, and a fork asks the same functions', () => {
  const pods = [{ ...RULES[0], resources: ['pods'] }];
  const own = tank([{ name: 'check.example.com', answer: NO }], configuration({ ...URL, rules: pods })).fork();
  own.create({
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'web' },
    spec: {
      replicas: 1,
      selector: { app: 'web' },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:1' }] } },
    },
  });
  own.advance('1s');
  expect(own.events().map(({ reason, message }) => [reason, message])).toContainEqual([
    'FailedCreate',
    `Error creating: ${DENIED}`,
  ]);
});
