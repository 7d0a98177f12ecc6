// The generated facts: up to date with what they were generated from, and whole in themselves.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readFacts } from '../../scripts/generate/facts';
import { generate } from '../../scripts/generate/generate';
import { resources } from '../../src/kinds/generated/resources.gen';
import { schemaTexts } from '../../src/kinds/generated/schemas.gen';
import type {
  CoreEvent,
  Deployment,
  EventsV1Event,
  HorizontalPodAutoscaler,
  Pod,
} from '../../src/kinds/generated/types.gen';
import { goElementOf, goTypeOf, schemaFacts, type TypeFacts } from '../../src/kinds/schema';

const ROOT = join(__dirname, '../..');
const FACTS = join(ROOT, '../shared/kubernetes-1.36');

if (!existsSync(FACTS)) console.warn(`SKIPPED: the generated files are not compared, as ${FACTS} is not here`);

(existsSync(FACTS) ? test : test.skip)('the generated files are what the generator makes of the facts', () => {
  for (const [path, text] of generate(readFacts(FACTS))) {
    expect({ path, same: readFileSync(join(ROOT, path), 'utf8') === text }).toEqual({ path, same: true });
  }
});

describe('schemas', () => {
  test('every type a field refers to exists', () => {
    const missing: string[] = [];
    const visit = (type: TypeFacts, where: string) => {
      if (type.kind === 'list') visit(type.item, where);
      else if (type.kind === 'map') visit(type.value, where);
      else if (type.kind === 'ref' && !schemaFacts(type.schema)) missing.push(`${where}: ${type.schema}`);
    };
    for (const name of Object.keys(schemaTexts)) {
      for (const field of schemaFacts(name)?.fields.values() ?? []) visit(field.type, `${name}.${field.name}`);
    }
    expect(missing).toEqual([]);
    expect(Object.keys(schemaTexts)).toHaveLength(589);
  });

  test.each([
    {
      name: 'a list with keys',
      schema: 'PodSpec',
      field: 'containers',
      facts: { listType: 'map', listMapKeys: ['name'] },
    },
    { name: 'two map keys, one merge key', schema: 'Container', field: 'ports', facts: { mergeKey: 'containerPort' } },
    { name: 'a strategy', schema: 'PodSpec', field: 'volumes', facts: { patchStrategy: 'merge,retainKeys' } },
    { name: 'an atomic list', schema: 'PodSpec', field: 'tolerations', facts: { listType: 'atomic' } },
    { name: 'an atomic map', schema: 'PodSpec', field: 'nodeSelector', facts: { mapType: 'atomic' } },
    { name: 'a set', schema: 'ObjectMeta', field: 'finalizers', facts: { listType: 'set', patchStrategy: 'merge' } },
    { name: 'a pointer', schema: 'DeploymentSpec', field: 'replicas', facts: { pointer: true, omitEmpty: true } },
    { name: 'required', schema: 'Container', field: 'name', facts: { required: true, omitEmpty: false } },
    { name: 'a default', schema: 'ContainerPort', field: 'protocol', facts: { default: 'TCP' } },
    {
      name: 'words',
      schema: 'Container',
      field: 'imagePullPolicy',
      facts: { enum: ['Always', 'IfNotPresent', 'Never'] },
    },
    {
      name: 'words of items',
      schema: 'NetworkPolicySpec',
      field: 'policyTypes',
      facts: { enum: ['Egress', 'Ingress'] },
    },
    { name: 'embedded', schema: 'Volume', field: 'hostPath', facts: { goPath: 'VolumeSource.hostPath' } },
    { name: 'TypeMeta', schema: 'Pod', field: 'kind', facts: { goPath: 'TypeMeta.kind' } },
  ])('$name: $schema.$field', ({ schema, field, facts }) => {
    expect(schemaFacts(schema)?.fields.get(field)).toMatchObject(facts);
  });

  test.each([
    { schema: 'DeploymentSpec', field: 'replicas', goType: 'int32', element: undefined },
    { schema: 'PodSpec', field: 'containers', goType: '[]v1.Container', element: 'v1.Container' },
    { schema: 'PodSpec', field: 'restartPolicy', goType: 'v1.RestartPolicy', element: undefined },
    { schema: 'ResourceRequirements', field: 'limits', goType: 'v1.ResourceList', element: 'resource.Quantity' },
    { schema: 'ConfigMap', field: 'data', goType: 'map[string]string', element: 'string' },
    { schema: 'Secret', field: 'data', goType: 'map[string][]uint8', element: '[]uint8' },
  ])('Go calls $schema.$field a $goType', ({ schema, field, goType, element }) => {
    const facts = schemaFacts(schema)?.fields.get(field);
    if (!facts) throw new Error('no such field');
    expect(goTypeOf(facts.type, facts)).toBe(goType);
    if (element !== undefined) expect(goElementOf(goType, facts)).toBe(element);
  });

  test('an unknown schema is undefined, whatever its name', () => {
    expect(schemaFacts('Nonsense')).toBeUndefined();
    expect(schemaFacts('constructor')).toBeUndefined();
    expect(schemaFacts('__proto__')).toBeUndefined();
  });
});

describe('resources', () => {
  test('each has its schema, of its own group, version and kind', () => {
    for (const { group, version, kind, schema } of resources) {
      expect(schemaFacts(schema)?.kind).toEqual({ group, version, kind });
    }
    expect(resources).toHaveLength(68);
  });

  test('a subresource says which kind it takes', () => {
    const pods = resources.find(({ plural }) => plural === 'pods');
    expect(pods?.subresources.find(({ name }) => name === 'eviction')).toMatchObject({
      group: 'policy',
      kind: 'Eviction',
    });
    expect(pods?.subresources.find(({ name }) => name === 'status')).toMatchObject({ version: 'v1', kind: 'Pod' });
  });
});

describe('types', () => {
  test('stored objects have names and specs, templates need no names', () => {
    const deployment: Deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { selector: {}, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c' }] } } },
    };
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: deployment.metadata,
      spec: deployment.spec.template.spec,
    };
    // @ts-expect-error a kind is a literal
    const wrong: Pod['kind'] = 'Deployment';
    // @ts-expect-error everything is readonly
    const assign = () => (pod.metadata.name = wrong);
    expect([pod.spec.containers[0]?.name, typeof assign]).toEqual(['c', 'function']);
  });

  test('names that two groups share are told apart', () => {
    const kinds: [CoreEvent['apiVersion'], EventsV1Event['apiVersion'], HorizontalPodAutoscaler['apiVersion']] = [
      'v1',
      'events.k8s.io/v1',
      'autoscaling/v2',
    ];
    expect(kinds).toHaveLength(3);
  });
});
