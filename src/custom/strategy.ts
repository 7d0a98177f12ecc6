// What the API server does with an object of a custom kind: defaults, status as a subresource, generation, the fields
// selectors may name. upstream: apiextensions-apiserver/pkg/registry/customresource strategy.go, status_strategy.go

import { equalData } from '../kinds/equal-data';
import type { CustomResourceDefinitionVersion } from '../kinds/generated/types.gen';
import type { KindBehaviour, KubeObject } from '../kinds/kind';
import type { CompiledSchema } from './compile';
import { fieldNames, valueAt } from './field-path';
import { finalizerWarnings } from './finalizer-warnings';
import { customValidation } from './validation';

interface Parts extends KubeObject {
  readonly status?: unknown;
}

export function customBehaviour(version: CustomResourceDefinitionVersion, schema: CompiledSchema): KindBehaviour {
  const hasStatus = version.subresources?.status !== undefined;
  return {
    defaults: schema.defaults,
    hasGeneration: true,
    updateNeedsResourceVersion: true,
    prepareCreate: (object) => (hasStatus ? withoutStatus(object) : object),
    prepareUpdate: (next, stored) => (hasStatus ? withStatusOf(next, stored) : next),
    prepareStatusUpdate: (next, stored) => withStatusOf(stored, next),
    bumpsGeneration: differsOutsideMetadata,
    selectableFields: selectableFields(version),
    warnings: finalizerWarnings,
    ...customValidation(version, schema),
  };
}

function withoutStatus(object: Parts): KubeObject {
  if (object.status === undefined) return object;
  const { status, ...rest } = object;
  return rest;
}

function withStatusOf(object: KubeObject, other: Parts): KubeObject {
  const rest = withoutStatus(object);
  return other.status === undefined ? rest : ({ ...rest, status: other.status } as KubeObject);
}

function differsOutsideMetadata(next: KubeObject, stored: KubeObject): boolean {
  return !equalData({ ...next, metadata: undefined }, { ...stored, metadata: undefined });
}

function selectableFields({ selectableFields: fields = [] }: CustomResourceDefinitionVersion) {
  const readers: Record<string, (object: KubeObject) => string> = {};
  for (const { jsonPath } of fields) {
    const names = fieldNames(jsonPath) ?? [];
    const name = jsonPath.replace(/^\./, '');
    readers[name] = (object) => {
      const value = valueAt(object, names);
      return value === undefined || value === null ? '' : String(value);
    };
  }
  return readers;
}
