// Texts in memory that are loaded as files are: what a revision held, what a tool rendered.
import { describe, expect, test } from '@jest/globals';
import { loadManifests } from '../../src/manifests/load';
import { placeOf, textInput } from '../../src/manifests/source';

const map = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
const placeText = (object: object) => {
  const place = placeOf(object);
  return place && `${place.file}:${place.line}`;
};

test('places name the text', () => {
  const loaded = loadManifests([textInput({ name: 'main:a.yaml', text: map('a') }), map('b')]);
  expect(loaded.map(placeText)).toEqual(['main:a.yaml:1', '<inline>:1']);
});

test('what is wrong is told with its place', () => {
  const text = map('a', 'dota: {}\n');
  expect(() => loadManifests(textInput({ name: 'main:a.yaml', text }))).toThrow(
    /^main:a\.yaml:5:1: unknown field "dota"/,
  );
});

test('documents of a rendered text name the file that each came from, and the line of the whole', () => {
  const text = `# from x\n${map('a')}---\n# from y\n${map('b')}---\n# from x\n${map('c')}`;
  const nameAt = (document: string) => /# from (.)/.exec(document)?.[1] ?? 'nowhere';
  expect(loadManifests(textInput({ name: 'all', text, nameAt })).map(placeText)).toEqual(['x:2', 'y:8', 'x:14']);
});

describe('a namespace of its own', () => {
  const text = [
    map('a'),
    map('b').replace('  name', '  namespace: own\n  name'),
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: c }\n',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: boats.sea.io }\n' +
      'spec: { group: sea.io, scope: Cluster, names: { kind: Boat, plural: boats }, versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }] }\n',
    'apiVersion: sea.io/v1\nkind: Boat\nmetadata: { name: d }\n',
  ].join('---\n');

  test('is given to what names none and stands in one', () => {
    const loaded = loadManifests(textInput({ name: 'all', text }, 'shop'));
    const spaces = loaded.map(({ metadata }) => [metadata.name, metadata.namespace]);
    expect(spaces).toEqual([
      ['a', 'shop'],
      ['b', 'own'],
      ['c', undefined],
      ['boats.sea.io', undefined],
      ['d', undefined],
    ]);
    expect(loaded.map(placeText)[0]).toBe('all:1');
  });

  test('tells two objects of one name apart', () => {
    const twice = [textInput({ name: 'one', text: map('a') }, 'shop'), textInput({ name: 'two', text: map('a') })];
    expect(loadManifests(twice)).toHaveLength(2);
  });
});
