// What a check reads: everything that is wrong at its place, kinds of others apart.
import { describe, expect, test } from '@jest/globals';
import { readCheckInputs } from '../../src/checks/inputs';
import { checked, deployment, told } from './plans';

const object = (apiVersion: string, kind: string, name = 'a') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: {}\n`;

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: lakes.water.example }
spec:
  group: water.example
  scope: Namespaced
  names: { plural: lakes, singular: lake, kind: Lake, listKind: LakeList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { depth: { type: integer } }, required: [depth] } }
`;

const read = (manifests: string, base: readonly string[] = []) => {
  const { objects, foreign, problems } = readCheckInputs([manifests], base);
  return { objects: objects.length, foreign: foreign.length, problems: problems.map(({ message }) => message) };
};

describe('kinds', () => {
  test.each([
    { name: 'of others', of: object('monitoring.coreos.com/v1', 'ServiceMonitor'), foreign: 1 },
    { name: 'named as one of ours', of: object('serving.knative.dev/v1', 'Service'), foreign: 1 },
    { name: 'of an extension of Kubernetes', of: object('gateway.networking.k8s.io/v1', 'Gateway'), foreign: 1 },
    { name: 'of the metrics', of: object('custom.metrics.k8s.io/v1', 'MetricValue'), foreign: 1 },
    { name: 'that a definition brings', of: `${definition}---\n${object('water.example/v1', 'Lake')}`, foreign: 0 },
  ])('$name', ({ of, foreign }) => {
    expect(read(of)).toMatchObject({ foreign, problems: [] });
  });

  test.each([
    { name: 'misspelt', of: object('apps/v1', 'Deploymint'), says: 'no kind "Deploymint" in version "apps/v1"' },
    { name: 'of a version that is gone', of: object('policy/v1beta1', 'PodSecurityPolicy'), says: 'no kind ' },
    { name: 'of a misspelt group', of: object('netwrking.k8s.io/v1', 'Ingress'), says: 'no kind "Ingress"' },
    { name: 'of kustomize', of: object('kustomize.config.k8s.io/v1beta1', 'Kustomization'), says: 'no kind ' },
    {
      name: 'of another version than the definition',
      of: `${definition}---\n${object('water.example/v2', 'Lake')}`,
      says: 'no kind "Lake" in version "water.example/v2"',
    },
  ])('$name: a fault', ({ of, says }) => {
    expect(read(of)).toMatchObject({ foreign: 0, problems: [expect.stringContaining(says)] });
  });

  test('that the base defines are checked as the server does', () => {
    const lake = object('water.example/v1', 'Lake');
    expect(read(lake, [definition])).toEqual({ objects: 1, foreign: 0, problems: [] });
    const { findings } = checked(lake, { base: [definition] });
    expect(findings).toMatchObject([
      { rule: 'accepted', message: expect.stringContaining('spec.depth: Required value') },
    ]);
  });

  test('of others can be made to fail', () => {
    const severities = { 'kind-defined': 'error' as const };
    const { findings } = checked(`${deployment({}, {}, 'a:1')}---\n${object('a.example/v1', 'A')}`, { severities });
    expect(findings).toMatchObject([{ rule: 'kind-defined', severity: 'error', object: { kind: 'A', name: 'a' } }]);
  });
});

test('every problem is told, however many', () => {
  const many = Array.from({ length: 30 }, (_, index) => object('apps/v1', 'Deploymint', `d${index}`)).join('---\n');
  expect(read(many).problems).toHaveLength(30);
});

test('problems stop the other rules, and are found where they stand', () => {
  const run = checked(`${deployment()}---\n${object('v1', 'Servise')}`);
  expect(run.findings).toMatchObject([{ rule: 'accepted', severity: 'error', place: { file: '<inline>', line: 18 } }]);
  expect(run.notRun).toEqual([
    { reason: 'the manifests cannot be loaded as they are', rules: ['image-tag', 'service-selects-pods'] },
  ]);
});

test('what is no text at all is no finding', () => {
  expect(() => readCheckInputs(['nowhere.yaml'], [])).toThrow('the path "nowhere.yaml" does not exist');
  expect(() => readCheckInputs([deployment()], ['nowhere.yaml'])).toThrow('the path "nowhere.yaml" does not exist');
});

test('namespaces that nobody brings are told of', () => {
  const elsewhere = deployment({}, {}, 'a:1').replace('name: web', 'name: web\n  namespace: shop');
  expect(checked(elsewhere).assumed).toEqual(['Namespace shop']);
  expect(checked(elsewhere, { isStatic: true }).assumed).toEqual([]);
  expect(told(checked(elsewhere))).toEqual([]);
});
