// What stored policies make of objects, and in which words they refuse to.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, deployment, pod, refusal, SpecServer } from '../kinds/api-server';

const GROUP = 'admissionregistration.k8s.io/v1';
const RULES = [
  { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods', 'configmaps'] },
  { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] },
];

const apply = (expression: string) => ({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } });
const jsonPatch = (expression: string) => ({ patchType: 'JSONPatch', jsonPatch: { expression } });

const policy = (mutations: Body[], spec: Body = {}, name = 'change') =>
  body(GROUP, 'MutatingAdmissionPolicy', name, {
    spec: { matchConstraints: { resourceRules: RULES }, reinvocationPolicy: 'Never', mutations, ...spec },
  });
const binding = (policyName = 'change') =>
  body(GROUP, 'MutatingAdmissionPolicyBinding', `${policyName}-bound`, { spec: { policyName } });

/** A server where these policies are in force. */
function server(...policies: Body[]): SpecServer {
  const own = new SpecServer();
  for (const object of policies) {
    own.create(object);
    own.create(binding(object.metadata.name));
  }
  own.later(2000);
  return own;
}

const configMap = (name: string, content: Body = {}) =>
  body('v1', 'ConfigMap', name, { metadata: { namespace: 'default' }, ...content });
const inDefault = (object: Body) => ({ ...object, metadata: { namespace: 'default', ...object.metadata } });

test('a configuration is merged by the kind’s own rules', () => {
  const sidecar = apply(`
    Object{
      metadata: Object.metadata{ labels: {"sidecar": "yes"} },
      spec: Object.spec{
        containers: [Object.spec.containers{ name: "c", imagePullPolicy: "Never" }],
        initContainers: [Object.spec.initContainers{ name: "mesh", image: "mesh:1", restartPolicy: "Always" }]
      }
    }`);
  const { metadata, spec } = server(policy([sidecar])).create(inDefault(pod('p')));
  expect(metadata.labels).toEqual({ sidecar: 'yes' });
  expect(spec.containers).toMatchObject([{ name: 'c', image: 'nginx:1', imagePullPolicy: 'Never' }]);
  expect(spec.initContainers).toMatchObject([
    { name: 'mesh', restartPolicy: 'Always', terminationMessagePath: '/dev/termination-log' },
  ]);
});

test('what a policy adds is seen by the plugins that ran before it', () => {
  const sidecar = apply('Object{spec: Object.spec{containers: [Object.spec.containers{name: "s", image: "s:1"}]}}');
  const { spec } = server(policy([sidecar])).create(inDefault(pod('p')));
  const mounts = spec.containers.map(({ volumeMounts }: Body) => volumeMounts[0].mountPath);
  expect(mounts).toEqual([
    '/var/run/secrets/kubernetes.io/serviceaccount',
    '/var/run/secrets/kubernetes.io/serviceaccount',
  ]);
});

test('a JSON patch is applied, unless a test of it fails', () => {
  const patch = (value: string) =>
    jsonPatch(`[
      JSONPatch{op: "test", path: "/data/a", value: "${value}"},
      JSONPatch{op: "add", path: "/metadata/labels", value: {"n": string(${value} + 1)}},
      JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("x/y"), value: object.metadata.name}
    ]`);
  const own = server(policy([patch('1')]), policy([patch('2')], {}, 'other'));
  const { metadata } = own.create(configMap('m', { data: { a: '1' } }));
  expect(metadata.labels).toEqual({ n: '2', 'x/y': 'm' });
});

test('mutations follow one another, and variables see what is before them', () => {
  const spec = { variables: [{ name: 'replicas', expression: 'object.spec.replicas' }] };
  const own = server(
    policy(
      [
        apply('Object{spec: Object.spec{replicas: variables.replicas * 2}}'),
        apply('Object{spec: Object.spec{replicas: variables.replicas + 1}}'),
      ],
      spec,
    ),
  );
  expect(own.create(inDefault(deployment('d', { replicas: 3 }))).spec.replicas).toBe(7);
});

test.each([
  { name: 'runs once', reinvocationPolicy: 'Never', labels: { first: 'early' } },
  { name: 'runs again after a later change', reinvocationPolicy: 'IfNeeded', labels: { first: 'late' } },
])('a policy $name', ({ reinvocationPolicy, labels }) => {
  const first = apply('Object{metadata: Object.metadata{labels: {"first": has(object.data) ? "late" : "early"}}}');
  const second = jsonPatch('has(object.data) ? [] : [JSONPatch{op: "add", path: "/data", value: {"a": "b"}}]');
  const own = server(policy([first], { reinvocationPolicy }, 'a'), policy([second], {}, 'b'));
  const { metadata, data } = own.create(configMap('m'));
  expect([metadata.labels, data]).toEqual([labels, { a: 'b' }]);
});

test.each([
  { reinvocationPolicy: 'Never', size: '1' },
  { reinvocationPolicy: 'IfNeeded', size: '2' },
])('its own change makes a policy run again: $reinvocationPolicy', ({ reinvocationPolicy, size }) => {
  const own = server(policy([apply('Object{data: {"size": string(size(object.data))}}')], { reinvocationPolicy }));
  expect(own.create(configMap('m', { data: { a: '1' } })).data).toEqual({ a: '1', size });
});

test('conditions and failures that are ignored leave the object alone', () => {
  const broken = jsonPatch('[JSONPatch{op: "remove", path: "/none"}]');
  const own = server(
    policy([apply('Object{metadata: Object.metadata{labels: {"a": "b"}}}')], {
      matchConditions: [{ name: 'c', expression: 'object.metadata.name == "other"' }],
    }),
    policy([broken], { failurePolicy: 'Ignore' }, 'broken'),
  );
  expect(own.create(configMap('m')).metadata.labels).toBeUndefined();
});

describe('a request is denied', () => {
  test.each([
    {
      name: 'when the expression fails',
      mutation: apply('Object{metadata: Object.metadata{labels: {"a": object.data.b}}}'),
      says: `expression 'Object{metadata: Object.metadata{labels: {"a": object.data.b}}}' resulted in error: no such key: data`,
    },
    {
      name: 'when a field is not there',
      mutation: apply('Object{spek: 1}'),
      says: 'error applying patch: failed to convert patch object to typed object: .spek: field not declared in schema',
    },
    {
      name: 'when a type is of another field',
      mutation: apply('Object{metadata: Object.spec{}}'),
      says: 'type mismatch: unexpected type name "Object.spec", expected "Object.metadata", which matches field name path from root Object type',
    },
    {
      name: 'when a path is not there',
      mutation: jsonPatch('[JSONPatch{op: "add", path: "/a/b", value: 1}]'),
      says: 'JSON Patch: add operation does not apply: doc is missing path: "/a/b": missing value',
    },
  ])('$name', ({ mutation, says }) => {
    const own = server(policy([mutation]));
    expect(refusal(() => own.create(configMap('m')))).toBe(
      `403 policy 'change' with binding 'change-bound' denied request: ${says}`,
    );
  });

  test('when it sets what is only set as a whole', () => {
    const mutation = apply('Object{spec: Object.spec{selector: Object.spec.selector{matchLabels: {"a": "b"}}}}');
    expect(refusal(() => server(policy([mutation])).create(inDefault(deployment('d'))))).toContain(
      'error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.selector',
    );
  });
});

describe('is refused', () => {
  test.each([
    {
      name: 'an expression of another type',
      object: policy([apply('object')]),
      says: 'spec.mutations[0].applyConfiguration.expression: Invalid value: "object": must evaluate to Object but got dyn',
    },
    {
      name: 'a patch that is no list',
      object: policy([jsonPatch('JSONPatch{op: "add"}')]),
      says: 'spec.mutations[0].jsonPatch.expression: Invalid value: "JSONPatch{op: \\"add\\"}": must evaluate to list(JSONPatch) but got JSONPatch',
    },
    {
      name: 'a policy of deletes',
      object: policy([apply('Object{}')], {
        matchConstraints: { resourceRules: [{ ...RULES[1], operations: ['DELETE'] }] },
      }),
      says: 'spec.matchConstraints.resourceRules.operations: Unsupported value: "DELETE": supported values: "*", "CONNECT", "CREATE", "UPDATE"',
    },
    {
      name: 'nothing to do',
      object: policy([], { reinvocationPolicy: undefined }),
      says: '[spec.mutations: Required value: mutations must contain at least one item, spec.reinvocationPolicy: Required value]',
    },
  ])('$name', ({ object, says }) => {
    const text = refusal(() => new SpecServer().create(object));
    expect(text.slice(text.indexOf(' is invalid: ') + ' is invalid: '.length)).toBe(says);
  });
});
