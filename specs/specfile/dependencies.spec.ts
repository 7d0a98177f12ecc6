// The files that a spec names, as jest asks for them.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: one of the texts is a template of a spec

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { extract, getCacheKey } from '../../src/specfile/dependencies';
import { folderWith, removeFolder } from '../support/child-jest';

let folder: string;
beforeAll(() => {
  folder = folderWith({
    'a.yaml': '',
    'b.yaml': '',
    'k8s/c.yaml': '',
    'k8s/d.json': '',
    'k8s/readme.md': '',
    'own.ts': '',
  });
});
afterAll(() => removeFolder(folder));

const byJest = () => new Set(['./found-by-jest']);
const namedBy = (file: string, text: string) => [...extract(text, `${folder}/${file}`, byJest)].sort();

describe('a YAML spec', () => {
  const spec = (head: string, steps = '- settle') =>
    `${head}\ntests:\n  - name: a\n    steps:\n      ${steps}\n      - expect: { nodes: toExist }\n`;

  test.each([
    { name: 'a file', text: spec('load: a.yaml'), found: ['./a.yaml'] },
    { name: 'a list', text: spec('load: [a.yaml, ./b.yaml]'), found: ['./a.yaml', './b.yaml'] },
    { name: 'a folder', text: spec('load: k8s'), found: ['./k8s/c.yaml', './k8s/d.json'] },
    { name: 'a glob', text: spec('load: "**/*.yaml"'), found: ['./a.yaml', './b.yaml', './k8s/c.yaml'] },
    { name: 'a module', text: spec('use: ./own.ts'), found: ['./own.ts'] },
    {
      name: 'a module without its ending, and a package',
      text: spec('use: [./own, "@shop/own"]'),
      found: ['./own', '@shop/own'],
    },
    {
      name: 'steps',
      text: spec(
        'steps: { s: [load: a.yaml] }\nbefore: [create: b.yaml]',
        '- apply: { manifests: [k8s/c.yaml], serverSide: true }',
      ),
      found: ['./a.yaml', './b.yaml', './k8s/c.yaml'],
    },
    { name: 'steps of a fork', text: spec('', '- fork: [load: a.yaml]'), found: ['./a.yaml'] },
    { name: 'one that is not there yet', text: spec('load: ./later.yaml'), found: ['./later.yaml'] },
    {
      name: 'nothing that has no path',
      text: spec('load: ["-", "{ kind: Pod }"]', '- load: { apiVersion: v1, kind: Pod }'),
      found: [],
    },
    { name: 'nothing, when it is no spec', text: 'load: a.yaml', found: [] },
  ])('$name', ({ text, found }) => {
    expect(namedBy('x.spec.yaml', text)).toEqual(found);
  });
});

test('a TypeScript spec: what jest finds, and the files that it loads', () => {
  const text =
    'shop.load(\'a.yaml\');\nshop.apply("k8s", { force: true });\nshop.load(`${dir}/b.yaml`);\nshop.load([x]);';
  expect(namedBy('x.spec.ts', text)).toEqual(['./a.yaml', './found-by-jest', './k8s/c.yaml', './k8s/d.json']);
});

test('what jest keeps of it has a key', () => {
  expect(getCacheKey()).toMatch(/^[0-9a-f]{32}$/);
});
