// Paths as kubectl and JSONPath write them.
import { describe, expect, test } from '@jest/globals';
import { fieldPath, pathText } from '../../src/cluster/json-path';

const object = {
  metadata: { labels: { app: 'web', 'app.kubernetes.io/name': 'shop', "it's": 'quoted' } },
  spec: {
    containers: [
      { name: 'web', image: 'web:v1', ports: [{ containerPort: 80 }] },
      { name: 'log', image: 'log:v1' },
    ],
  },
  status: {
    containerStatuses: [
      { name: 'web', state: { waiting: { reason: 'CrashLoopBackOff' } } },
      { name: 'log', state: { running: {} } },
    ],
  },
};

const found = (path: string) =>
  fieldPath(path)
    .find(object)
    .map(({ value }) => value);

describe('one place', () => {
  test.each([
    { path: 'spec.containers[0].image', values: ['web:v1'] },
    { path: '.spec.containers[0].image', values: ['web:v1'] },
    { path: '{.spec.containers[0].image}', values: ['web:v1'] },
    { path: '{ .spec.containers[0].image }', values: ['web:v1'] },
    { path: '$.spec.containers[0].image', values: ['web:v1'] },
    { path: 'spec.containers[-1].image', values: ['log:v1'] },
    { path: 'spec["containers"][1].name', values: ['log'] },
    { path: "metadata.labels['app']", values: ['web'] },
    { path: 'metadata.labels.app\\.kubernetes\\.io/name', values: ['shop'] },
    { path: "metadata.labels['app.kubernetes.io/name']", values: ['shop'] },
    { path: "metadata.labels['it\\'s']", values: ['quoted'] },
    { path: 'spec.containers[2].image', values: [] },
    { path: 'spec.containers[-3].image', values: [] },
    { path: 'spec.containers.name', values: [] },
    { path: 'metadata.labels.toString', values: [] },
    { path: 'metadata.constructor', values: [] },
  ])('$path', ({ path, values }) => {
    expect(found(path)).toEqual(values);
    expect(fieldPath(path).steps).toBeDefined();
  });
});

describe('several places', () => {
  test.each([
    { path: 'spec.containers[*].image', values: ['web:v1', 'log:v1'] },
    { path: '{.spec.containers[*].image}', values: ['web:v1', 'log:v1'] },
    { path: '..image', values: ['web:v1', 'log:v1'] },
    { path: '$..image', values: ['web:v1', 'log:v1'] },
    { path: 'spec.containers[0:1].name', values: ['web'] },
    { path: 'spec.containers[0,1].name', values: ['web', 'log'] },
    { path: '..containers[-1].name', values: ['log'] },
    { path: 'spec.containers[?(@.name=="log")].image', values: ['log:v1'] },
    { path: "spec.containers[?(@.name=='web' && @.image=='web:v1')].name", values: ['web'] },
    { path: 'spec.containers[?(@.ports)].name', values: ['web'] },
    { path: 'status.containerStatuses[?(@.state.waiting.reason=="CrashLoopBackOff")].name', values: ['web'] },
    { path: 'metadata.labels.*', values: ['web', 'shop', 'quoted'] },
  ])('$path', ({ path, values }) => {
    expect(found(path)).toEqual(values);
    expect(fieldPath(path).steps).toBeUndefined();
  });

  test('are found with their own paths', () => {
    const paths = fieldPath('..containerPort')
      .find(object)
      .map(({ path }) => pathText(path));
    expect(paths).toEqual(['spec.containers[0].ports[0].containerPort']);
  });
});

describe('no path', () => {
  test.each([
    { path: '', error: 'names no field' },
    { path: '$', error: 'names no field' },
    { path: '{.spec', error: 'is a template' },
    { path: '{range .items[*]}{.metadata.name}{end}', error: 'is a template' },
    { path: 'replicas: {.spec.replicas}', error: 'is a template' },
    { path: 'spec.containers[', error: 'cannot read the path "spec.containers[" at "["' },
    { path: 'spec..', error: 'ends in a dot' },
    { path: 'spec.containers[?(@.name==)]', error: 'cannot evaluate the path' },
    { path: 'spec.containers[?(nothing(1))]', error: 'nothing is not defined' },
    { path: 'spec.containers[?(@.constructor.constructor("return 1")())]', error: 'cannot evaluate the path' },
  ])('$path', ({ path, error }) => {
    expect(() => fieldPath(path).find(object)).toThrow(error);
  });
});
