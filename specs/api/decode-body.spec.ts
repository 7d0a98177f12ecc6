// Bodies that are of another kind than the request, or of none.

import { expect, test } from '@jest/globals';
import { readBody } from '../../src/api/decode-body';

const configMap = { group: '', version: 'v1', kind: 'ConfigMap', schema: 'ConfigMap' };

test.each([
  { name: 'no kind at all', body: { data: { a: 'b' } }, error: undefined },
  {
    name: 'another kind',
    body: { apiVersion: 'v1', kind: 'Secret' },
    error:
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
  },
  {
    name: 'a version nobody knows',
    body: { apiVersion: 'v2', kind: 'ConfigMap' },
    error:
      'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" ' +
      'in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
  },
  {
    name: 'a list',
    body: [],
    error:
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: " +
      'json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; ' +
      'Kind string "json:\\"kind,omitempty\\"" } (5b5d)',
  },
  {
    name: 'a kind that is no text',
    body: { kind: 5, apiVersion: 'v1' },
    error:
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: " +
      'json: cannot unmarshal number into Go struct field .kind of type string ({"kind":5,"apiVersion":"v1"})',
  },
  {
    name: 'a version with two slashes',
    body: { apiVersion: 'a/b/c', kind: 'ConfigMap' },
    error:
      'the object provided is unrecognized (must be of type ConfigMap): unexpected GroupVersion string: a/b/c ' +
      '({"apiVersion":"a/b/c","kind":" ...)',
  },
  {
    name: 'a wrong value',
    body: { data: [] },
    error:
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal array into Go struct field ' +
      'ConfigMap.data of type map[string]string',
  },
])('$name', ({ body, error }) => {
  const result = readBody(configMap, body, 'Strict');
  expect('error' in result ? result.error : undefined).toBe(error);
});
