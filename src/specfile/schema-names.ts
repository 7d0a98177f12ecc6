// A text such as `${nodes}` may stand for any value: the schema of a value, widened by that.

export type Schema = Readonly<Record<string, unknown>>;

const NAME = { type: 'string', pattern: '^\\$\\{[^}]+\\}$' };

/** The schema with `${name}` allowed for itself and for everything in it; plain texts are left, as they allow it. */
export function withNames(schema: Schema): Schema {
  if (Object.keys(schema).length === 0) return schema;
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...(schema.anyOf as Schema[]).map(inside), NAME] };
  const widened = inside(schema);
  return isPlainText(schema) ? widened : { anyOf: [widened, NAME] };
}

function inside(schema: Schema): Schema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(isSchema(properties) ? { properties: mapped(properties) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: withNames(additionalProperties) } : {}),
    ...(isSchema(items) ? { items: withNames(items) } : {}),
  };
}

function mapped(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, withNames(schema as Schema)]));
}

const isPlainText = ({ type, pattern, format }: Schema) => type === 'string' && !pattern && !format;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
