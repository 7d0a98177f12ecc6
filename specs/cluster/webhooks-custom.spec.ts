// Webhooks and custom resources: the versions of their kind, and what their schema knows.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster, type WebhookFunction, type WebhookRequest } from '../../src/index';

const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: { size: { type: 'integer', maximum: 9 }, color: { type: 'string', default: 'red' } },
      },
    },
  },
};
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'hats.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'hats', kind: 'Hat' },
    versions: [
      { name: 'v1', served: true, storage: true, schema },
      { name: 'v1beta1', served: true, storage: false, schema },
    ],
  },
};
const hook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'hats' },
  webhooks: [
    {
      name: 'hats.example.com',
      rules: [{ operations: ['*'], apiGroups: ['example.com'], apiVersions: ['v1beta1'], resources: ['hats'] }],
      clientConfig: { url: 'https://hooks.example.com/' },
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
};

function tank(answer: WebhookFunction): Cluster {
  const own = cluster({ nodes: 0, webhooks: [{ name: 'hats.example.com', answer }] });
  own.load([definition, hook]);
  own.advance('1s');
  return own;
}
const hat = (version: string) => ({
  apiVersion: `example.com/${version}`,
  kind: 'Hat',
  metadata: { name: 'h' },
  spec: {},
});
const stored = (own: Cluster) => own.object('hat/h').objects[0] as unknown;

describe.each(['v1', 'v1beta1'])('a hat in version %s', (version) => {
  test('is shown in the version that the webhook wants, and changed', () => {
    const seen: WebhookRequest[] = [];
    const own = tank((request) => {
      seen.push(request);
      return { allowed: true, patch: [{ op: 'add', path: '/spec/size', value: 5 }] };
    });
    own.create(hat(version));
    expect(seen).toMatchObject([
      {
        kind: { group: 'example.com', version: 'v1beta1', kind: 'Hat' },
        requestKind: { group: 'example.com', version, kind: 'Hat' },
        object: { apiVersion: 'example.com/v1beta1', spec: { color: 'red' } },
      },
    ]);
    expect(stored(own)).toMatchObject({ spec: { size: 5, color: 'red' } });
  });

  test('loses what its schema does not know, and is validated', () => {
    const own = tank(() => ({
      allowed: true,
      patch: [
        { op: 'add', path: '/spec/size', value: 10 },
        { op: 'add', path: '/spec/brim', value: true },
      ],
    }));
    expect(() => own.create(hat(version))).toThrow('spec.size in body should be less than or equal to 9');
  });
});
