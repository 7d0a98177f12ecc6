// Validating webhooks: what they are asked, when, and in which words a request is refused.

import { describe, expect, jest, test } from '@jest/globals';
import type { WebhookRequest, WebhookResponse } from '../../../src/admission/webhook/rule';
import { type Body, body, deployment, pod, refusal, type SpecServer } from '../../kinds/api-server';
import { configMap, configuration, NAME, RULES, rule, server, validating, webhook } from './tank';

const allow = () => ({ allowed: true });
const inDefault = (object: Body) => ({ ...object, metadata: { namespace: 'default', ...object.metadata } });

/** What the webhook was asked while the requests were made. */
function asked(hook: Body, requests: (own: SpecServer) => void): WebhookRequest[] {
  const seen: WebhookRequest[] = [];
  const answer = (request: WebhookRequest) => {
    seen.push(request);
    return { allowed: true };
  };
  requests(server([rule(answer)], validating(hook)));
  return seen;
}

describe('a webhook is asked', () => {
  test('with all that is known of a create', () => {
    const [request] = asked(webhook(), (own) => own.create(configMap('m', { data: { a: 'b' } })));
    expect(request).toEqual({
      uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      kind: { group: '', version: 'v1', kind: 'ConfigMap' },
      resource: { group: '', version: 'v1', resource: 'configmaps' },
      requestKind: { group: '', version: 'v1', kind: 'ConfigMap' },
      requestResource: { group: '', version: 'v1', resource: 'configmaps' },
      name: 'm',
      namespace: 'default',
      operation: 'CREATE',
      userInfo: { username: 'kubernetes-admin', groups: expect.arrayContaining(['system:authenticated']) },
      object: expect.objectContaining({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } }),
      oldObject: null,
      dryRun: false,
      options: { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' },
    });
  });

  test('about updates with both objects, about deletes with the old one', () => {
    const requests = asked(webhook(), (own) => {
      own.create(configMap('m', { data: { a: 'b' } }));
      own.patch('configmap', 'm', { data: { a: 'c' } });
      own.delete('configmap', 'm');
    });
    expect(
      requests.map(({ operation, object, oldObject, options }) => [operation, object, oldObject, options]),
    ).toEqual([
      ['CREATE', expect.objectContaining({ data: { a: 'b' } }), null, expect.anything()],
      [
        'UPDATE',
        expect.objectContaining({ data: { a: 'c' } }),
        expect.objectContaining({ data: { a: 'b' } }),
        expect.objectContaining({ kind: 'UpdateOptions' }),
      ],
      [
        'DELETE',
        null,
        expect.objectContaining({ data: { a: 'c' } }),
        expect.objectContaining({ kind: 'DeleteOptions' }),
      ],
    ]);
    expect(new Set(requests.map(({ uid }) => uid)).size).toBe(3);
  });

  test('about scales as scales', () => {
    const [, request] = asked(webhook(), (own) => {
      own.create(inDefault(deployment('d', { replicas: 1 })));
      own.scale('deployment', 'd', 3);
    });
    expect(request).toMatchObject({
      kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
      resource: { group: 'apps', version: 'v1', resource: 'deployments' },
      subResource: 'scale',
      name: 'd',
      object: { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 3 } },
      oldObject: { kind: 'Scale', spec: { replicas: 1 } },
    });
  });

  test('about namespaces as lying in themselves, by their own labels', () => {
    const hook = webhook({ namespaceSelector: { matchLabels: { guarded: 'yes' } } });
    const requests = asked(hook, (own) => {
      own.create(body('v1', 'Namespace', 'plain'));
      own.create(body('v1', 'Namespace', 'guarded', { metadata: { labels: { guarded: 'yes' } } }));
    });
    expect(requests.map(({ name, namespace }) => [name, namespace])).toEqual([['guarded', 'guarded']]);
  });
});

const hpa = (apiVersion: string): Body =>
  inDefault(
    body(apiVersion, 'HorizontalPodAutoscaler', 'h', {
      spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' } },
    }),
  );
const covering = (fields: Body) => [{ ...RULES[0], ...fields }];

test.each([
  { name: 'another operation', hook: { rules: covering({ operations: ['DELETE'] }) }, calls: 0 },
  { name: 'another group', hook: { rules: covering({ apiGroups: ['apps'] }) }, calls: 0 },
  {
    name: 'another version, exactly',
    hook: { rules: covering({ apiVersions: ['v2'] }), matchPolicy: 'Exact' },
    calls: 0,
  },
  { name: 'another resource', hook: { rules: covering({ resources: ['secrets'] }) }, calls: 0 },
  { name: 'a subresource', hook: { rules: covering({ resources: ['configmaps/status'] }) }, calls: 0 },
  { name: 'everything', hook: { rules: covering({ resources: ['*'], operations: ['*'] }) }, calls: 1 },
  { name: 'everything with subresources', hook: { rules: covering({ resources: ['*/*'] }) }, calls: 1 },
  { name: 'what lies in no namespace', hook: { rules: covering({ scope: 'Cluster' }) }, calls: 0 },
  { name: 'what lies in a namespace', hook: { rules: covering({ scope: 'Namespaced' }) }, calls: 1 },
  { name: 'objects with other labels', hook: { objectSelector: { matchLabels: { a: 'c' } } }, calls: 0 },
  { name: 'objects with these labels', hook: { objectSelector: { matchLabels: { a: 'b' } } }, calls: 1 },
  {
    name: 'namespaces with this label',
    hook: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } } },
    calls: 1,
  },
  {
    name: 'namespaces without this label',
    hook: {
      namespaceSelector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['default'] }],
      },
    },
    calls: 0,
  },
  {
    name: 'requests for which all conditions hold',
    hook: {
      matchConditions: [
        { name: 'a', expression: 'request.operation == "CREATE"' },
        { name: 'b', expression: 'object.metadata.name == "m"' },
      ],
    },
    calls: 1,
  },
  {
    name: 'requests for which a condition does not hold',
    hook: {
      matchConditions: [
        { name: 'a', expression: 'object.none == 1' },
        { name: 'b', expression: 'object.metadata.name == "other"' },
      ],
    },
    calls: 0,
  },
  {
    name: 'what fails its conditions, where that is ignored',
    hook: { failurePolicy: 'Ignore', matchConditions: [{ name: 'a', expression: 'object.none == 1' }] },
    calls: 0,
  },
])('a webhook for $name', ({ hook, calls }) => {
  const requests = asked(webhook(hook), (own) => own.create(configMap('m', { metadata: { labels: { a: 'b' } } })));
  expect(requests).toHaveLength(calls);
});

test('a webhook of another version sees the object in that version', () => {
  const hook = webhook({ rules: covering({ apiVersions: ['v1'] }) });
  const [request] = asked(hook, (own) => own.create(hpa('autoscaling/v2')));
  expect(request).toMatchObject({
    kind: { group: 'autoscaling', version: 'v1' },
    requestKind: { group: 'autoscaling', version: 'v2' },
    object: { apiVersion: 'autoscaling/v1' },
  });
});

test('nobody is asked about what configures admission', () => {
  const everything = [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'] }];
  const deny = () => ({ allowed: false });
  const own = server([rule(deny)], validating(webhook({ rules: everything })));
  expect(refusal(() => own.create(configMap('m')))).toContain('denied the request');
  expect(refusal(() => own.create(configuration('Mutating', 'more', webhook())))).toBe('accepted');
  expect(refusal(() => own.delete('validatingwebhookconfiguration', 'checks'))).toBe('accepted');
});

describe('a refusal', () => {
  const denied = `admission webhook "${NAME}" denied the request`;
  test.each<{ name: string; status?: WebhookResponse['status']; code: number; text: string; reason?: string }>([
    { name: 'without a word', code: 400, text: `${denied} without explanation` },
    { name: 'with a message', status: { message: 'no' }, code: 400, text: `${denied}: no` },
    {
      name: 'with a reason',
      status: { reason: 'Forbidden' },
      code: 400,
      text: `${denied}: Forbidden`,
      reason: 'Forbidden',
    },
    { name: 'with a code', status: { code: 403, message: 'no' }, code: 403, text: `${denied}: no` },
    { name: 'with a code of success', status: { code: 200, message: 'no' }, code: 400, text: `${denied}: no` },
    {
      name: 'with all of them',
      status: { code: 422, reason: 'Invalid', message: 'no' },
      code: 422,
      text: `${denied}: no`,
      reason: 'Invalid',
    },
  ])('$name', ({ status, code, text, reason }) => {
    const answer = status ? { allowed: false, status } : { allowed: false };
    const own = server([rule(() => answer)], validating(webhook()));
    expect(() => own.create(configMap('m'))).toThrow(expect.objectContaining({ code, message: text, reason }));
  });

  test('is that of the first webhook in order, though all are asked', () => {
    const answer = jest.fn((who: string) => ({ allowed: false, status: { message: who } }));
    const names = ['b.example.com', 'a.example.com', 'c.example.com'];
    const own = server(
      names.map((name) => rule(() => answer(name), name)),
      configuration('Validating', 'z', webhook({ name: 'c.example.com' })),
      configuration('Validating', 'y', webhook({ name: 'b.example.com' }), webhook({ name: 'a.example.com' })),
    );
    expect(refusal(() => own.create(configMap('m')))).toBe(
      '400 admission webhook "b.example.com" denied the request: b.example.com',
    );
    expect(answer.mock.calls).toEqual([['b.example.com'], ['a.example.com'], ['c.example.com']]);
  });

  test('tells of conditions that cannot be told', () => {
    const hook = webhook({ matchConditions: [{ name: 'a', expression: 'object.none == 1' }] });
    const own = server([rule(allow)], validating(hook));
    const why = `expression 'object.none == 1' resulted in error: no such key: none`;
    expect(refusal(() => own.create(configMap('m')))).toBe(`403 configmaps "m" is forbidden: ${why}`);
  });
});

test('warnings come with the answer, whatever it is', () => {
  const own = server(
    [rule(({ name }) => ({ allowed: name === 'm', warnings: ['mind the gap'] }))],
    validating(webhook()),
  );
  own.create(configMap('m'));
  expect(own.warnings).toEqual(['mind the gap']);
  expect(() => own.create(configMap('n'))).toThrow(expect.objectContaining({ warnings: ['mind the gap'] }));
});

describe('an answer that is none', () => {
  const uid = '[0-9a-f-]{36}';
  test.each<{ name: string; answer: WebhookResponse | null; why: RegExp | string; version?: string }>([
    { name: 'no response', answer: null, why: 'webhook response was absent' },
    {
      name: 'another uid',
      answer: { allowed: true, uid: 'x' },
      why: new RegExp(`expected response.uid="${uid}", got "x"`),
    },
    { name: 'a patch', answer: { allowed: true, patch: [] }, why: 'validating webhook may not return response.patch' },
    {
      name: 'a type of patch',
      answer: { allowed: true, patchType: 'JSONPatch' },
      why: 'validating webhook may not return response.patchType',
    },
  ])('$name', ({ answer, why }) => {
    const expected = `failed calling webhook "${NAME}": received invalid webhook response: `;
    const strict = server([rule(() => answer)], validating(webhook()));
    const text = refusal(() => strict.create(configMap('m')));
    expect(text).toContain(`500 Internal error occurred: ${expected}`);
    expect(text).toMatch(why);
    const lenient = server([rule(() => answer)], validating(webhook({ failurePolicy: 'Ignore' })));
    expect(refusal(() => lenient.create(configMap('m')))).toBe('accepted');
  });

  test('the older version of reviews checks less', () => {
    const hook = webhook({ admissionReviewVersions: ['v1beta1'] });
    const own = server([rule(() => ({ allowed: true, uid: 'x', patch: [] }))], validating(hook));
    expect(refusal(() => own.create(configMap('m')))).toBe('accepted');
  });
});

describe('a dry run', () => {
  const dry = (sideEffects: string, failurePolicy: string) => {
    const seen: boolean[] = [];
    const answer = ({ dryRun }: WebhookRequest) => {
      seen.push(dryRun);
      return { allowed: true };
    };
    const own = server([rule(answer)], validating(webhook({ sideEffects, failurePolicy })));
    return [refusal(() => own.create(configMap('m'), { dryRun: true })), seen];
  };
  test('is told to webhooks without side effects', () => {
    expect(dry('None', 'Fail')).toEqual(['accepted', [true]]);
    expect(dry('NoneOnDryRun', 'Fail')).toEqual(['accepted', [true]]);
  });
});

describe('bodies of other kinds', () => {
  const rules = [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['pods', 'pods/eviction', 'pods/binding'] },
  ];
  const requests = (seen: WebhookRequest[]) =>
    seen.map(({ operation, subResource, kind }) => [operation, subResource, kind.kind]);

  test('an eviction is asked about as such, the delete that it makes is not', () => {
    const seen = asked(webhook({ rules }), (own) => {
      own.create(inDefault(pod('p')));
      own.post('Pod', 'p', 'eviction', { deleteOptions: { gracePeriodSeconds: 0 } });
    });
    expect(requests(seen)).toEqual([
      ['CREATE', undefined, 'Pod'],
      ['CREATE', 'eviction', 'Eviction'],
    ]);
    expect(seen[1]).toMatchObject({
      kind: { group: 'policy', version: 'v1' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      name: 'p',
      namespace: 'default',
      object: { apiVersion: 'policy/v1', metadata: { name: 'p' }, deleteOptions: { gracePeriodSeconds: 0 } },
    });
  });

  test('an eviction can be refused', () => {
    const answer = ({ subResource }: WebhookRequest) => ({ allowed: subResource !== 'eviction' });
    const own = server([rule(answer)], validating(webhook({ rules })));
    own.create(inDefault(pod('p')));
    expect(refusal(() => own.post('Pod', 'p', 'eviction', {}))).toContain('denied the request');
    expect(own.get('pod', 'p').metadata.deletionTimestamp).toBeUndefined();
  });

  test('a binding is asked about', () => {
    const seen = asked(webhook({ rules }), (own) => {
      own.create(inDefault(pod('p')));
      own.post('Pod', 'p', 'binding', { target: { kind: 'Node', name: 'n' } });
    });
    expect(requests(seen)[1]).toEqual(['CREATE', 'binding', 'Binding']);
    expect(seen[1]?.object).toMatchObject({ target: { kind: 'Node', name: 'n' } });
  });
});

test('of several versions that match, the earlier rule’s is shown', () => {
  const events = (apiGroups: string[]) => ({
    apiGroups,
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: ['events'],
  });
  const event = body('v1', 'Event', 'e', { involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' } });
  const [request] = asked(webhook({ rules: [events(['none']), events(['events.k8s.io'])] }), (own) => {
    own.create(inDefault(event));
  });
  expect(request).toMatchObject({
    kind: { group: 'events.k8s.io', version: 'v1', kind: 'Event' },
    requestKind: { group: '', version: 'v1', kind: 'Event' },
    object: { apiVersion: 'events.k8s.io/v1', regarding: { kind: 'Pod', name: 'p' } },
  });
});
