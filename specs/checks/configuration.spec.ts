// What a configuration file may say, and what is wrong with what it may not.
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { configurationSchema, readConfiguration } from '../../src/checks/configuration';

const validate = new Ajv({ strict: false, validateFormats: false }).compile(configurationSchema());

const NOTHING = { severities: {}, settings: {}, cluster: {}, environments: {} };

describe('reads', () => {
  test.each([
    { name: 'nothing', input: undefined, gives: NOTHING },
    {
      name: 'one path or several',
      input: { base: 'a', exclude: ['b', 'c'] },
      gives: { ...NOTHING, base: ['a'], exclude: ['b', 'c'] },
    },
    {
      name: 'severities, on and off as YAML reads them',
      input: {
        rules: { accepted: 'warning', 'image-tag': false, 'service-selects-pods': true, 'kind-defined': 'error' },
      },
      gives: {
        ...NOTHING,
        severities: { accepted: 'warning', 'image-tag': 'off', 'service-selects-pods': 'on', 'kind-defined': 'error' },
      },
    },
    {
      name: 'a severity in a map',
      input: { rules: { 'image-tag': { severity: 'off' } } },
      gives: { ...NOTHING, severities: { 'image-tag': 'off' } },
    },
    {
      name: 'nodes over those of the cluster',
      input: { cluster: { nodes: 2, seed: 5 }, nodes: [{ name: 'a' }] },
      gives: { ...NOTHING, cluster: { nodes: [{ name: 'a' }], seed: 5 } },
    },
    {
      name: 'environments',
      input: { environments: { prod: { manifests: 'p', rules: { accepted: 'note' } } } },
      gives: {
        ...NOTHING,
        environments: { prod: { manifests: ['p'], severities: { accepted: 'note' }, settings: {}, cluster: {} } },
      },
    },
  ])('$name', ({ input, gives }) => {
    expect(readConfiguration(input)).toEqual(gives);
    expect(validate(input ?? { profile: 'strict' })).toBe(true);
  });
});

describe('does not read', () => {
  test.each([
    { input: { profil: 'strict' }, path: ['profil'], hint: 'profile' },
    { input: { profile: 'strikt' }, path: ['profile'], hint: 'strict' },
    { input: { failOn: 'note' }, path: ['failOn'], hint: undefined },
    { input: { rules: { 'imge-tag': 'off' } }, path: ['rules', 'imge-tag'], hint: 'image-tag' },
    { input: { rules: { 'image-tag': 'of' } }, path: ['rules', 'image-tag'], hint: undefined },
    {
      input: { rules: { 'image-tag': { severty: 'off' } } },
      path: ['rules', 'image-tag', 'severty'],
      hint: 'severity',
    },
    { input: { rules: [] }, path: ['rules'], hint: undefined },
    { input: { manifests: [] }, path: ['manifests'], hint: undefined },
    { input: { nodes: [{ name: 'a', cpuu: 1 }] }, path: ['nodes', 0, 'cpuu'], hint: 'cpu' },
    { input: { cluster: { programms: [] } }, path: ['cluster', 'programms'], hint: 'programs' },
    {
      input: { environments: { prod: { failOn: 'error' } } },
      path: ['environments', 'prod', 'failOn'],
      hint: undefined,
    },
    { input: 'strict', path: [], hint: undefined },
  ])('$input', ({ input, path, hint }) => {
    let error: unknown;
    try {
      readConfiguration(input);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'UsageError', path, hint });
    expect(validate(input)).toBe(false);
  });
});

test('an unknown rule does not bring the names of all', () => {
  expect(() => readConfiguration({ rules: { x: 'off' } })).toThrow(/^there is no rule "x"$/);
});
