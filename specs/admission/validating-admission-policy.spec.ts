// What stored policies say of requests, in upstream's words.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, refusal, SpecServer } from '../kinds/api-server';

const GROUP = 'admissionregistration.k8s.io/v1';
const RULES = [
  { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE', 'DELETE'], resources: ['configmaps'] },
];

const policy = (spec: Body, name = 'rule') =>
  body(GROUP, 'ValidatingAdmissionPolicy', name, { spec: { matchConstraints: { resourceRules: RULES }, ...spec } });
const binding = (spec: Body = {}, name = 'bind') =>
  body(GROUP, 'ValidatingAdmissionPolicyBinding', name, {
    spec: { policyName: 'rule', validationActions: ['Deny'], ...spec },
  });
const configMap = (name: string, content: Body = {}) => {
  const { labels, ...rest } = content;
  const object = body('v1', 'ConfigMap', name, rest);
  return { ...object, metadata: { ...object.metadata, namespace: 'default', ...(labels ? { labels } : {}) } };
};

/** A server where a policy is in force. */
function server(spec: Body, bound: Body = {}): SpecServer {
  const own = new SpecServer();
  own.create(policy(spec));
  own.create(binding(bound));
  own.later(2000);
  return own;
}

const DENIED = "ValidatingAdmissionPolicy 'rule' with binding 'bind' denied request:";

test('an update that changes nothing is judged too', () => {
  const own = server({ validations: [{ expression: "request.operation != 'UPDATE'" }] });
  own.create(configMap('a', { data: { x: '1' } }));
  expect(refusal(() => own.patch('configmap', 'a', { data: { x: '1' } }))).toBe(
    `422 configmaps "a" is forbidden: ${DENIED} failed expression: request.operation != 'UPDATE'`,
  );
});

describe('a request is denied', () => {
  test.each([
    {
      name: 'with the message of the rule',
      spec: { validations: [{ expression: 'has(object.data)', message: ' data is needed ' }] },
      says: `422 configmaps "a" is forbidden: ${DENIED} data is needed`,
    },
    {
      name: 'with the expression when there is no message',
      spec: { validations: [{ expression: "object.metadata.name.startsWith('b')" }] },
      says: `422 configmaps "a" is forbidden: ${DENIED} failed expression: object.metadata.name.startsWith('b')`,
    },
    {
      name: 'with a computed message and a reason',
      spec: {
        variables: [{ name: 'who', expression: 'object.metadata.name' }],
        validations: [
          {
            expression: "variables.who == 'b'",
            messageExpression: "'not ' + string(variables.who)",
            reason: 'Forbidden',
          },
        ],
      },
      says: `403 configmaps "a" is forbidden: ${DENIED} not a`,
    },
    {
      name: 'by an error while it runs',
      spec: { validations: [{ expression: "object.data.x == 'y'" }] },
      says: `422 configmaps "a" is forbidden: ${DENIED} expression 'object.data.x == 'y'' resulted in error: no such key: data`,
    },
    {
      name: 'by an error of a variable',
      spec: {
        variables: [{ name: 'x', expression: 'object.data.x' }],
        validations: [{ expression: "variables.x == 'y'" }],
      },
      says: `422 configmaps "a" is forbidden: ${DENIED} expression 'variables.x == 'y'' resulted in error: composited variable "x" fails to evaluate: no such key: data`,
    },
    {
      name: 'for want of parameters',
      spec: { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, validations: [{ expression: 'false' }] },
      bound: { paramRef: { name: 'none', parameterNotFoundAction: 'Deny' } },
      says: `422 configmaps "a" is forbidden: ${DENIED} failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
    },
    {
      name: 'for a kind of parameters that nobody knows, whatever its bindings say',
      spec: { paramKind: { apiVersion: 'g.example.com/v1', kind: 'Ghost' }, validations: [{ expression: 'false' }] },
      bound: { paramRef: { name: 'none', parameterNotFoundAction: 'Allow' } },
      says: "422 configmaps \"a\" is forbidden: ValidatingAdmissionPolicy 'rule' denied request: failed to configure policy: failed to find resource referenced by paramKind: 'g.example.com/v1, Kind=Ghost'",
    },
    {
      name: 'by what the request says',
      spec: { validations: [{ expression: "request.operation == 'DELETE' || request.userInfo.username == 'ann'" }] },
      says: `422 configmaps "a" is forbidden: ${DENIED} failed expression: request.operation == 'DELETE' || request.userInfo.username == 'ann'`,
    },
    {
      name: 'by the namespace',
      spec: { validations: [{ expression: "namespaceObject.metadata.name != 'default'", message: 'not here' }] },
      says: `422 configmaps "a" is forbidden: ${DENIED} not here`,
    },
    {
      name: 'by what others may do',
      spec: {
        validations: [
          {
            expression:
              "authorizer.serviceAccount('default', 'default').group('').resource('configmaps').namespace('default').check('get').allowed()",
            message: 'the account may not read it',
          },
        ],
      },
      says: `422 configmaps "a" is forbidden: ${DENIED} the account may not read it`,
    },
    {
      name: 'by a condition that cannot be told',
      spec: {
        matchConditions: [{ name: 'c', expression: "object.data.x == 'y'" }],
        validations: [{ expression: 'true' }],
      },
      says: `422 configmaps "a" is forbidden: ${DENIED} expression 'object.data.x == 'y'' resulted in error: no such key: data`,
    },
  ])('$name', ({ spec, bound, says }) => {
    const own = server(spec, bound);
    expect(refusal(() => own.create(configMap('a')))).toBe(says);
  });
});

describe('a request passes', () => {
  const never = { validations: [{ expression: 'false' }] };
  test.each([
    { name: 'that a condition leaves out', spec: { ...never, matchConditions: [{ name: 'c', expression: 'false' }] } },
    {
      name: 'when failures are ignored',
      spec: { failurePolicy: 'Ignore', validations: [{ expression: 'object.x == 1' }] },
    },
    {
      name: 'of another label',
      spec: never,
      bound: { matchResources: { objectSelector: { matchLabels: { a: 'b' } } } },
    },
    {
      name: 'of another namespace',
      spec: never,
      bound: { matchResources: { namespaceSelector: { matchLabels: { a: 'b' } } } },
    },
    {
      name: 'of an excluded name',
      spec: never,
      bound: { matchResources: { excludeResourceRules: [{ ...RULES[0], resourceNames: ['a'] }] } },
    },
    { name: 'of another policy', spec: never, bound: { policyName: 'other' } },
    { name: 'that is only warned about', spec: never, bound: { validationActions: ['Warn', 'Audit'] } },
    {
      name: 'without parameters, when that is allowed',
      spec: { ...never, paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
      bound: { paramRef: { name: 'none', parameterNotFoundAction: 'Allow' } },
    },
  ])('$name', ({ spec, bound }) => {
    const own = server(spec, bound);
    expect(own.create(configMap('a')).metadata.name).toBe('a');
  });
});

test('a warning names the policy and the binding', () => {
  const own = server({ validations: [{ expression: 'false', message: 'no' }] }, { validationActions: ['Warn'] });
  own.create(configMap('a'));
  expect(own.warnings).toEqual(["Validation failed for ValidatingAdmissionPolicy 'rule' with binding 'bind': no"]);
});

test('parameters are seen, one run for each', () => {
  const own = new SpecServer();
  own.create(configMap('limit', { data: { longest: '3' }, labels: { limit: 'yes' } }));
  own.create(
    policy({
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      validations: [{ expression: 'object.metadata.name.size() <= int(params.data.longest)', message: 'too long' }],
    }),
  );
  own.create(binding({ paramRef: { selector: { matchLabels: { limit: 'yes' } }, parameterNotFoundAction: 'Deny' } }));
  own.later(2000);
  expect(refusal(() => own.create(configMap('long')))).toBe(`422 configmaps "long" is forbidden: ${DENIED} too long`);
  expect(own.create(configMap('abc')).metadata.name).toBe('abc');
});

test('a policy counts from the next look of the server on', () => {
  const own = new SpecServer();
  own.create(policy({ validations: [{ expression: 'false' }] }));
  own.create(binding());
  expect(own.create(configMap('early')).metadata.name).toBe('early');
  own.later(1001);
  expect(refusal(() => own.create(configMap('late')))).toContain(DENIED);
});

describe('is refused', () => {
  const one = (validation: Body) => policy({ validations: [validation] });
  test.each([
    {
      name: 'a policy that does not parse',
      object: one({ expression: 'object.spec.(' }),
      says: `spec.validations[0].expression: Invalid value: "object.spec.(": compilation failed: ERROR: <input>:1:13: Syntax error: no viable alternative at input '.('
 | object.spec.(
 | ............^`,
    },
    {
      name: 'a rule that is no bool',
      object: one({ expression: '1 + 1' }),
      says: 'spec.validations[0].expression: Invalid value: "1 + 1": must evaluate to bool but got int',
    },
    {
      name: 'a message that is no text',
      object: one({ expression: 'true', messageExpression: '1' }),
      says: 'spec.validations[0].messageExpression: Invalid value: "1": must evaluate to string but got int',
    },
    {
      name: 'a variable that is not there',
      object: policy({
        variables: [{ name: 'a', expression: '1' }],
        validations: [{ expression: 'variables.b == 1' }],
      }),
      says: `spec.validations[0].expression: Invalid value: "variables.b == 1": compilation failed: ERROR: <input>:1:10: undefined field 'b'
 | variables.b == 1
 | .........^`,
    },
    {
      name: 'params without their kind',
      object: one({ expression: 'params.x == 1' }),
      says: `spec.validations[0].expression: Invalid value: "params.x == 1": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')
 | params.x == 1
 | ^`,
    },
    {
      name: 'a policy of nothing',
      object: policy({}),
      says: '[spec.validations: Required value: validations or auditAnnotations must contain at least one item, spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]',
    },
    {
      name: 'a binding that denies and warns',
      object: binding({ validationActions: ['Deny', 'Warn'] }),
      says: 'spec.validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    },
    {
      name: 'a binding with half a reference',
      object: binding({ paramRef: {} }),
      says: '[spec.paramRef: Required value: one of name or selector must be specified, spec.paramRef.parameterNotFoundAction: Required value]',
    },
  ])('$name', ({ object, says }) => {
    const own = new SpecServer();
    const text = refusal(() => own.create(object));
    expect(text.slice(text.indexOf(' is invalid: ') + ' is invalid: '.length)).toBe(says);
  });
});
