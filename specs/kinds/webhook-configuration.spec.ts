// Match conditions of webhooks are compiled when they are written, and left alone while they stay as they are.

import { expect, test } from '@jest/globals';
import { type Body, body, refusal, SpecServer } from './api-server';

const configuration = (kind: string, matchConditions: Body[], fields: Body = {}): Body =>
  body('admissionregistration.k8s.io/v1', `${kind}WebhookConfiguration`, 'w', {
    webhooks: [
      {
        name: 'a.example.com',
        rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
        clientConfig: { url: 'https://hooks.example.com/' },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        matchConditions,
        ...fields,
      },
    ],
  });

const AT = 'webhooks[0].matchConditions[0]';
const ERROR = 'ERROR: <input>:1:';

test.each([
  { name: 'holds or not', expression: "object.metadata.name == 'a' && request.dryRun", says: 'accepted' },
  {
    name: 'asks what is allowed',
    expression: "authorizer.group('').resource('pods').check('get').allowed()",
    says: 'accepted',
  },
  {
    name: 'is no condition',
    expression: 'request.name',
    says: `${AT}.expression: Invalid value: "request.name": must evaluate to bool but got string`,
  },
  {
    name: 'names what there is not',
    expression: 'params.a',
    says: `compilation failed: ${ERROR}1: undeclared reference to 'params' (in container '')`,
  },
  { name: 'is nothing', expression: ' ', says: `${AT}.expression: Required value` },
])('a condition that $name', ({ expression, says }) => {
  for (const kind of ['Validating', 'Mutating']) {
    const own = new SpecServer();
    expect(refusal(() => own.create(configuration(kind, [{ name: 'c', expression }])))).toContain(says);
  }
});

test('a changed condition is compiled too', () => {
  const own = new SpecServer();
  own.create(configuration('Validating', [{ name: 'c', expression: 'true' }]));
  const broken = configuration('Validating', [{ name: 'c', expression: 'nope' }]);
  const { resourceVersion } = own.get('validatingwebhookconfiguration', 'w', undefined as never).metadata;
  broken.metadata.resourceVersion = resourceVersion;
  expect(refusal(() => own.update(broken))).toContain("undeclared reference to 'nope'");
});

test('conditions need names of their own', () => {
  const own = new SpecServer();
  const conditions = [
    { name: 'c', expression: 'true' },
    { name: 'c', expression: 'true' },
    { name: 'no name', expression: 'true' },
    { expression: 'true' },
  ];
  const text = refusal(() => own.create(configuration('Validating', conditions)));
  expect(text).toContain('webhooks[0].matchConditions[1].name: Duplicate value: "c"');
  expect(text).toContain('webhooks[0].matchConditions[2].name: Invalid value: "no name"');
  expect(text).toContain('webhooks[0].matchConditions[3].name: Required value');
});
