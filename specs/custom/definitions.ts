// Definitions and their objects for the specs of custom resources.
import type { JSONSchemaProps } from '../../src/kinds/generated/types.gen';

const SPEC: JSONSchemaProps = {
  type: 'object',
  properties: { size: { type: 'integer', default: 1 }, color: { type: 'string' } },
};

/** A version whose `spec` has this schema. */
export function version(name: string, spec: JSONSchemaProps = SPEC, more: object = {}) {
  const openAPIV3Schema = { type: 'object', properties: { spec, status: { type: 'object', properties: {} } } };
  return { name, served: true, storage: name === 'v1', schema: { openAPIV3Schema }, ...more };
}

export interface DefinitionParts {
  readonly versions?: readonly object[];
  readonly names?: object;
  readonly spec?: object;
  readonly metadata?: object;
}

/** `widgets.example.com` */
export function definition({ versions = [version('v1')], names = {}, spec = {}, metadata = {} }: DefinitionParts = {}) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com', ...metadata },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'], ...names },
      versions,
      ...spec,
    },
  };
}

export function instance(name: string, spec: object = {}, apiVersion = 'example.com/v1') {
  return { apiVersion, kind: 'Widget', metadata: { name }, spec };
}
