// Parts of a definition as refused values show them: Go's types with every field, whether it is set or not.
// upstream: apiextensions-apiserver/pkg/apis/apiextensions/types.go, types_jsonschema.go

import type { CustomResourceDefinitionVersion, ValidationRule } from '../../kinds/generated/types.gen';
import { goStruct } from '../../kinds/go-json';
import type { Schema } from '../schema';

/** What an absent field is: a pointer, list or map null, a text empty, a flag false. */
type Zero = null | '' | false;

const SCHEMA_FIELDS: readonly (readonly [go: string, json: keyof Schema, zero: Zero])[] = [
  ['ID', 'id', ''],
  ['Schema', '$schema', ''],
  ['Ref', '$ref', null],
  ['Description', 'description', ''],
  ['Type', 'type', ''],
  ['Nullable', 'nullable', false],
  ['Format', 'format', ''],
  ['Title', 'title', ''],
  ['Default', 'default', null],
  ['Maximum', 'maximum', null],
  ['ExclusiveMaximum', 'exclusiveMaximum', false],
  ['Minimum', 'minimum', null],
  ['ExclusiveMinimum', 'exclusiveMinimum', false],
  ['MaxLength', 'maxLength', null],
  ['MinLength', 'minLength', null],
  ['Pattern', 'pattern', ''],
  ['MaxItems', 'maxItems', null],
  ['MinItems', 'minItems', null],
  ['UniqueItems', 'uniqueItems', false],
  ['MultipleOf', 'multipleOf', null],
  ['Enum', 'enum', null],
  ['MaxProperties', 'maxProperties', null],
  ['MinProperties', 'minProperties', null],
  ['Required', 'required', null],
  ['Items', 'items', null],
  ['AllOf', 'allOf', null],
  ['OneOf', 'oneOf', null],
  ['AnyOf', 'anyOf', null],
  ['Not', 'not', null],
  ['Properties', 'properties', null],
  ['AdditionalProperties', 'additionalProperties', null],
  ['PatternProperties', 'patternProperties', null],
  ['Dependencies', 'dependencies', null],
  ['AdditionalItems', 'additionalItems', null],
  ['Definitions', 'definitions', null],
  ['ExternalDocs', 'externalDocs', null],
  ['Example', 'example', null],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', null],
  ['XEmbeddedResource', 'x-kubernetes-embedded-resource', false],
  ['XIntOrString', 'x-kubernetes-int-or-string', false],
  ['XListMapKeys', 'x-kubernetes-list-map-keys', null],
  ['XListType', 'x-kubernetes-list-type', null],
  ['XMapType', 'x-kubernetes-map-type', null],
  ['XValidations', 'x-kubernetes-validations', null],
];

/** The Go names of the fields that the schema sets, in Go's order. */
export function setFields(schema: Schema): readonly string[] {
  return SCHEMA_FIELDS.filter(([, json, zero]) => !isZero(schema[json], zero)).map(([go]) => go);
}

const isZero = (value: unknown, zero: Zero) => value === undefined || value === null || value === zero;

export function internalSchema(schema: Schema): object {
  const fields: Record<string, unknown> = {};
  for (const [go, json, zero] of SCHEMA_FIELDS) {
    const value = schema[json];
    fields[go] = isZero(value, zero) ? zero : internalField(json, value);
  }
  return goStruct(fields);
}

function internalField(name: keyof Schema, value: unknown): unknown {
  const list = (schemas: unknown) => (schemas as readonly Schema[]).map(internalSchema);
  switch (name) {
    case 'not':
      return internalSchema(value as Schema);
    case 'allOf':
    case 'oneOf':
    case 'anyOf':
      return list(value);
    case 'items':
      return goStruct(
        Array.isArray(value)
          ? { Schema: null, JSONSchemas: list(value) }
          : { Schema: internalSchema(value as Schema), JSONSchemas: null },
      );
    case 'properties':
    case 'patternProperties':
    case 'definitions':
      return Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([key, schema]) => [key, internalSchema(schema)]),
      );
    case 'additionalProperties':
    case 'additionalItems':
      return goStruct(
        typeof value === 'boolean'
          ? { Allows: value, Schema: null }
          : { Allows: true, Schema: internalSchema(value as Schema) },
      );
    case 'x-kubernetes-validations':
      return (value as readonly ValidationRule[]).map(internalRule);
    case 'externalDocs': {
      const { description = '', url = '' } = value as { description?: string; url?: string };
      return goStruct({ Description: description, URL: url });
    }
    default:
      return value;
  }
}

export function internalRule(rule: ValidationRule): object {
  return goStruct({
    Rule: rule.rule,
    Message: rule.message ?? '',
    MessageExpression: rule.messageExpression ?? '',
    Reason: rule.reason ?? null,
    FieldPath: rule.fieldPath ?? '',
    OptionalOldSelf: rule.optionalOldSelf ?? null,
  });
}

export function internalVersion(version: CustomResourceDefinitionVersion): object {
  const { name, served, storage, deprecated, deprecationWarning, schema, subresources } = version;
  const openAPIV3Schema = schema?.openAPIV3Schema;
  return goStruct({
    Name: name,
    Served: served,
    Storage: storage,
    Deprecated: deprecated ?? false,
    DeprecationWarning: deprecationWarning ?? null,
    Schema: schema ? goStruct({ OpenAPIV3Schema: openAPIV3Schema ? internalSchema(openAPIV3Schema) : null }) : null,
    Subresources: subresources ? internalSubresources(subresources) : null,
    AdditionalPrinterColumns: version.additionalPrinterColumns?.map(internalColumn) ?? null,
    SelectableFields: version.selectableFields?.map(({ jsonPath }) => goStruct({ JSONPath: jsonPath })) ?? null,
  });
}

function internalSubresources({ status, scale }: NonNullable<CustomResourceDefinitionVersion['subresources']>): object {
  return goStruct({
    Status: status ? {} : null,
    Scale: scale
      ? goStruct({
          SpecReplicasPath: scale.specReplicasPath,
          StatusReplicasPath: scale.statusReplicasPath,
          LabelSelectorPath: scale.labelSelectorPath ?? null,
        })
      : null,
  });
}

type Column = NonNullable<CustomResourceDefinitionVersion['additionalPrinterColumns']>[number];

const internalColumn = ({ name, type, format = '', description = '', priority = 0, jsonPath }: Column) =>
  goStruct({
    Name: name,
    Type: type,
    Format: format,
    Description: description,
    Priority: priority,
    JSONPath: jsonPath,
  });
