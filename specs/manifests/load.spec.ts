// Loading: what comes out of files, folders, globs and texts.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ManifestError } from '../../src/manifests/errors';
import { type LoadOptions, loadManifests, type ManifestInput } from '../../src/manifests/load';

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;

function errorOf(inputs: ManifestInput | readonly ManifestInput[], options: LoadOptions = {}): ManifestError {
  try {
    loadManifests(inputs, options);
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error('it was loaded');
}

const namesOf = (inputs: ManifestInput | readonly ManifestInput[], options: LoadOptions = {}) =>
  loadManifests(inputs, options).map(({ kind, metadata }) => `${kind}/${metadata.name}`);

describe('inputs', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'load-'));
    writeFileSync(join(folder, 'b.yaml'), `${namespace('b1')}---\n${namespace('b2')}`);
    writeFileSync(join(folder, 'a.json'), '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}');
    writeFileSync(join(folder, 'only-comments.yaml'), '# nothing yet\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a file, a folder, a glob', () => {
    expect(namesOf('b.yaml', { base: folder })).toEqual(['Namespace/b1', 'Namespace/b2']);
    expect(namesOf('.', { base: folder })).toEqual(['Namespace/a', 'Namespace/b1', 'Namespace/b2']);
    expect(namesOf(['*.json', 'b*'], { base: folder })).toEqual(['Namespace/a', 'Namespace/b1', 'Namespace/b2']);
  });

  test('standard input, text, objects', () => {
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'o', labels: undefined } };
    expect(namesOf(['-', namespace('t'), object], { stdin: () => namespace('s') })).toEqual([
      'Namespace/s',
      'Namespace/t',
      'Namespace/o',
    ]);
  });

  test('Lists, also of one kind, also in Lists', () => {
    const list = (items: string) => `apiVersion: v1\nkind: List\nitems:\n${items}`;
    const item = (name: string) => `- {apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;
    const inner = `- {apiVersion: v1, kind: NamespaceList, items: [{apiVersion: v1, kind: Namespace, metadata: {name: c}}]}\n`;
    expect(namesOf(list(item('a') + item('b') + inner))).toEqual(['Namespace/a', 'Namespace/b', 'Namespace/c']);
  });

  test('objects of a kind that the load defines, or that the cluster knows', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'boats.sea.dev' },
      spec: {
        group: 'sea.dev',
        scope: 'Namespaced',
        names: { kind: 'Boat', plural: 'boats' },
        versions: [] as object[],
      },
    };
    crd.spec.versions.push({ name: 'v1', served: true, storage: true });
    const boat = { apiVersion: 'sea.dev/v1', kind: 'Boat', metadata: { name: 'b' }, spec: { any: 1 } };
    expect(namesOf([boat, crd])).toEqual(['Boat/b', 'CustomResourceDefinition/boats.sea.dev']);
    expect(namesOf(boat, { customKinds: [{ apiVersion: 'sea.dev/v1', kind: 'Boat' }] })).toEqual(['Boat/b']);
    expect(errorOf([{ ...boat, kind: 'Baot' }, crd]).problems[0]?.hint).toBe('did you mean "Boat"?');
  });

  test('what comes out is as written, not defaulted', () => {
    const [object] = loadManifests(
      'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}], clusterIP: None}\n',
    );
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { ports: [{ port: 80 }], clusterIP: 'None' },
    });
  });

  test('generateName will do for a name', () => {
    expect(namesOf(namespace('a').replace('name:', 'generateName:'))).toEqual(['Namespace/undefined']);
  });

  test.each([
    { name: 'nothing', inputs: [], message: 'nothing was given to load' },
    { name: 'a text without documents', inputs: ['# nothing\n---\n'], message: 'there is no object in the given text' },
    {
      name: 'a file without documents',
      inputs: ['only-comments.yaml'],
      message: 'there is no object in "only-comments.yaml"',
    },
    { name: 'no name', inputs: [' '], message: 'an empty text names no file' },
    { name: 'an absent file', inputs: ['c.yaml'], message: 'the path "c.yaml" does not exist' },
    { name: 'an empty glob', inputs: ['*.yml'], message: 'no file matches "*.yml"' },
  ])('$name is an error', ({ inputs, message }) => {
    const [problem] = errorOf(inputs, { base: folder }).problems;
    expect(problem).toMatchObject({ message, place: undefined });
  });
});
