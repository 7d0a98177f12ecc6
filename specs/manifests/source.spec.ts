// Every loaded object knows its file and line, and the place of each of its fields.

import { describe, expect, test } from '@jest/globals';
import { loadManifests } from '../../src/manifests/load';
import { inheritOrigin, locate, placeOf } from '../../src/manifests/source';

const TEXT = `# a comment
---
apiVersion: v1
kind: ConfigMap
metadata: {name: first}
---
# before the second

apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: &labels {app: web}}
  template:
    metadata:
      labels: {<<: *labels, "tier": front}
    spec:
      containers:
      - name: one
        image: a:1
      - name: two
        image: "b:2"
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Namespace
  metadata: {name: third}
- {apiVersion: v1, kind: Namespace, metadata: {name: fourth, labels: {yes: "1"}}}
`;

const [first, web, third, fourth] = loadManifests(TEXT) as unknown as [object, object, object, object];

/** `line:column` and the text that would be underlined. */
function at(object: object, path: readonly (string | number)[] = []): string {
  const place = locate(object, path);
  if (!place) return 'nowhere';
  const line = place.text.split('\n')[place.line - 1] ?? '';
  return `${place.line}:${place.column} ${line.slice(place.column - 1, place.column - 1 + place.length)}`;
}

describe('objects', () => {
  test.each([
    { name: 'behind a comment', object: first, place: '3:1 apiVersion: v1' },
    { name: 'behind a separator', object: web, place: '9:1 apiVersion: apps/v1' },
    { name: 'in a List', object: third, place: '28:3 apiVersion: v1' },
  ])('$name', ({ object, place }) => {
    expect(at(object)).toBe(place);
    expect(placeOf(object)?.file).toBe('<inline>');
  });
});

describe('fields', () => {
  test.each([
    { name: 'a key', object: web, path: ['metadata', 'name'], place: '12:3 name' },
    { name: 'an item', object: web, path: ['spec', 'template', 'spec', 'containers', 1], place: '22:9 name: two' },
    {
      name: 'in an item',
      object: web,
      path: ['spec', 'template', 'spec', 'containers', 1, 'image'],
      place: '23:9 image',
    },
    { name: 'in braces', object: first, path: ['metadata', 'name'], place: '5:12 name' },
    { name: 'merged in', object: web, path: ['spec', 'template', 'metadata', 'labels', 'app'], place: '14:36 app' },
    { name: 'quoted', object: web, path: ['spec', 'template', 'metadata', 'labels', 'tier'], place: '17:29 "tier"' },
    { name: 'in a List', object: fourth, path: ['metadata', 'name'], place: '31:48 name' },
    { name: 'a key that is no text in YAML', object: fourth, path: ['metadata', 'labels', 'true'], place: '31:71 yes' },
    {
      name: 'what is not there: as far as the way goes',
      object: web,
      path: ['spec', 'template', 'nope', 1],
      place: '15:3 template',
    },
  ])('$name', ({ object, path, place }) => {
    expect(at(object, path)).toBe(place);
  });
});

test('a copy inherits its origin, anything else has none', () => {
  const copy = { ...web };
  expect(placeOf(copy)).toBeUndefined();
  inheritOrigin(copy, web);
  expect(placeOf(copy)).toEqual(placeOf(web));
  expect(placeOf({})).toBeUndefined();
});
