// A definition's spec as the server looks at it: what all versions have in common stands above them, which is where
// its errors are told. upstream: apiextensions-apiserver/pkg/apis/apiextensions/v1/conversion.go

import { equalData } from '../../kinds/equal-data';
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  CustomResourceValidation,
  SelectableField,
} from '../../kinds/generated/types.gen';

type Version = CustomResourceDefinitionVersion;

export interface InternalSpec {
  readonly versions: readonly Version[];
  readonly validation: CustomResourceValidation | undefined;
  readonly subresources: CustomResourceSubresources | undefined;
  readonly additionalPrinterColumns: readonly CustomResourceColumnDefinition[] | undefined;
  readonly selectableFields: readonly SelectableField[] | undefined;
}

const COMMON = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const;

export function internalSpec(spec: CustomResourceDefinitionSpec): InternalSpec {
  // Without any they are null.
  const versions = spec.versions ?? [];
  const [first] = versions;
  const shared = COMMON.filter((name) => versions.every((version) => equalData(version[name], first?.[name])));
  const of = <K extends (typeof COMMON)[number]>(name: K): Version[K] | undefined =>
    shared.includes(name) ? (first?.[name] ?? undefined) : undefined;
  const cleared = Object.fromEntries(shared.map((name) => [name, undefined]));
  return {
    versions: versions.map((version) => ({ ...version, ...cleared })),
    validation: of('schema'),
    subresources: of('subresources'),
    additionalPrinterColumns: of('additionalPrinterColumns'),
    selectableFields: of('selectableFields'),
  };
}
