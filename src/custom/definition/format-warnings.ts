// Warnings about formats that nobody checks. upstream: registry/customresourcedefinition/strategy.go WarningsOnCreate

import type { CustomResourceDefinition } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';
import { additionalOf, itemsOf, type Schema } from '../schema';
import { isKnownFormat } from '../validate/formats';
import { internalSpec } from './internal-spec';

/** Those that an update brings in, or all of a new definition. */
export function formatWarnings(next: CustomResourceDefinition, stored?: CustomResourceDefinition): readonly string[] {
  const known = stored ? unknownFormats(stored) : [];
  return unknownFormats(next)
    .filter((format) => !known.includes(format))
    .map((format) => `unrecognized format ${goQuote(format)}`);
}

function unknownFormats({ spec }: CustomResourceDefinition): readonly string[] {
  const { validation, versions } = internalSpec(spec);
  const schemas = [validation, ...versions.map(({ schema }) => schema)];
  return [...new Set(schemas.flatMap((each) => formatsOf(each?.openAPIV3Schema)))];
}

function formatsOf(schema: Schema | undefined): readonly string[] {
  if (!schema) return [];
  const { format, allOf = [], anyOf = [], oneOf = [], not, properties = {} } = schema;
  const parts = [
    itemsOf(schema),
    ...allOf,
    ...anyOf,
    ...oneOf,
    not,
    ...Object.values(properties),
    additionalOf(schema),
  ];
  const own = format && !isKnownFormat(schema) ? [format] : [];
  return [...own, ...parts.flatMap(formatsOf)];
}
