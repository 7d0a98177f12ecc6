// The schema of a custom resource as the older OpenAPI document can hold it.
// upstream: apiextensions-apiserver pkg/controller/openapi/v2/conversion.go, builder/builder.go buildKubeNative

type Json = Readonly<Record<string, unknown>>;

const UNKNOWN_IN_V2 = ['allOf', 'oneOf', 'anyOf', 'not', 'nullable'];
const PRESERVES = 'x-kubernetes-preserve-unknown-fields';

/** Undefined when the whole object takes any field, so that nothing can be said of it. */
export const customSchemaV2 = (schema: Json): Json | undefined =>
  schema[PRESERVES] === true ? undefined : converted(schema);

/** kubectl validates by it, so what it would misread is left out. */
function converted(schema: Json): Json {
  const free = schema.nullable === true || schema[PRESERVES] === true;
  const { items, properties, additionalProperties, required, type, ...rest } = schema;
  const kept = Object.entries(rest).filter(([name]) => !UNKNOWN_IN_V2.includes(name));
  const isMap = typeof additionalProperties === 'object' && additionalProperties !== null;
  const inside = free ? undefined : (properties as Record<string, Json> | undefined);
  const names = requiredNames(
    required as readonly string[] | undefined,
    inside,
    isMap ? (additionalProperties as Json) : undefined,
  );
  return {
    ...Object.fromEntries(kept),
    ...(keepsType(schema, free) ? { type } : {}),
    ...(items && !free ? { items: converted(items as Json) } : {}),
    ...(inside ? { properties: mapped(inside) } : {}),
    ...(isMap ? { additionalProperties: converted(additionalProperties as Json) } : {}),
    ...(typeof additionalProperties === 'boolean' ? { additionalProperties } : {}),
    ...(names && names.length > 0 ? { required: names } : {}),
  };
}

function keepsType({ type, nullable, items, [PRESERVES]: preserves }: Json, free: boolean): boolean {
  if (type === undefined || nullable === true) return false;
  if (type === 'array') return items !== undefined && !free;
  return !(preserves === true && type === 'object');
}

function requiredNames(
  required: readonly string[] | undefined,
  properties: Readonly<Record<string, Json>> | undefined,
  values: Json | undefined,
): readonly string[] | undefined {
  if (values?.nullable === true) return undefined;
  return required?.filter((name) => properties?.[name]?.nullable !== true);
}

const mapped = (properties: Readonly<Record<string, Json>>): Json =>
  Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, converted(each)]));
