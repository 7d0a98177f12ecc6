// What a definition may say, and how the server refuses what it may not.
import { describe, expect, test } from '@jest/globals';
import type { JSONSchemaProps } from '../../src/kinds/generated/types.gen';
import { CustomTank, definition, faults, version } from './custom-tank';

const schema = 'spec.validation.openAPIV3Schema';
const text = { type: 'string' };
const object = (properties: Record<string, JSONSchemaProps>, more: JSONSchemaProps = {}): JSONSchemaProps => ({
  type: 'object',
  properties,
  ...more,
});

/** A definition whose only version has this schema. */
const rooted = (openAPIV3Schema: unknown, more: object = {}) =>
  definition({ versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, ...more }] });

const told = (body: object) => faults(() => new CustomTank(body));

describe('names and versions', () => {
  test.each<[name: string, body: object, ...errors: string[]]>([
    [
      'its own name',
      definition({ metadata: { name: 'foo' } }),
      'metadata.name: Invalid value: "foo": must be spec.names.plural+"."+spec.group',
    ],
    [
      'a group without a dot',
      definition({ spec: { group: 'example' }, metadata: { name: 'widgets.example' } }),
      'spec.group: Invalid value: "example": should be a domain with at least one dot',
    ],
    [
      'a scope',
      definition({ spec: { scope: 'World' } }),
      'spec.scope: Unsupported value: "World": supported values: "Cluster", "Namespaced"',
    ],
    [
      'a kind',
      definition({ names: { kind: 'My_Widget' } }),
      `spec.names.singular: Invalid value: "my_widget": ${LABEL()}`,
      `spec.names.kind: Invalid value: "My_Widget": may have mixed case, but should otherwise match: ${LABEL()}`,
      `spec.names.listKind: Invalid value: "My_WidgetList": may have mixed case, but should otherwise match: ${LABEL()}`,
    ],
    [
      'a kind of its own for lists',
      definition({ names: { listKind: 'Widget' } }),
      'spec.names.listKind: Invalid value: "Widget": kind and listKind may not be the same',
    ],
    [
      'short names',
      definition({ names: { shortNames: ['W'] } }),
      `spec.names.shortNames[0]: Invalid value: "W": ${LABEL()}`,
    ],
    [
      'a schema',
      definition({ versions: [{ name: 'v1', served: true, storage: true }] }),
      'spec.versions[0].schema.openAPIV3Schema: Required value',
    ],
    [
      'one stored version',
      definition({ versions: [version('v1', object({}), { storage: false })] }),
      'spec.versions: Invalid value: [{"Name":"v1","Served":true,"Storage":false,"Deprecated":false,' +
        '"DeprecationWarning":null,"Schema":null,"Subresources":null,"AdditionalPrinterColumns":null,' +
        '"SelectableFields":null}]: must have exactly one version marked as storage version',
      'status.storedVersions: Invalid value: null: must have at least one stored version',
    ],
    [
      'a warning that is used',
      definition({ versions: [version('v1', object({}), { deprecationWarning: 'old' })] }),
      'spec.versions[0].deprecationWarning: Invalid value: "old": can only be set for deprecated versions',
    ],
    [
      'approval of Kubernetes’ own groups',
      definition({ spec: { group: 'x.k8s.io' }, metadata: { name: 'widgets.x.k8s.io' } }),
      'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation ' +
        '"api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
    ],
    [
      'to prune',
      definition({ spec: { preserveUnknownFields: true } }),
      'spec.preserveUnknownFields: Invalid value: true: must be false in order to use defaults in the schema',
      'spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields ' +
        'to true in spec.versions[*].schema instead',
    ],
    [
      'a webhook to convert with',
      definition({ spec: { conversion: { strategy: 'Webhook' } } }),
      'spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook',
      'spec.conversion.conversionReviewVersions: Required value',
    ],
  ])('need %s', (_, body, ...errors) => {
    expect(told(body)).toEqual(errors);
  });

  test('get defaults', () => {
    const tank = new CustomTank(definition());
    expect(tank.get('crd', 'widgets.example.com')).toMatchObject({
      spec: { names: { singular: 'widget', listKind: 'WidgetList' }, conversion: { strategy: 'None' } },
      status: { storedVersions: ['v1'] },
      metadata: { generation: 1 },
    });
  });
});

function LABEL(): string {
  return (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, " +
    "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is " +
    "'[a-z]([-a-z0-9]*[a-z0-9])?')"
  );
}

describe('a schema', () => {
  test.each<[name: string, schema: unknown, ...errors: string[]]>([
    ['has a type', {}, `${schema}.type: Required value: must not be empty at the root`],
    [
      'is that of an object',
      { type: 'array', items: text },
      `${schema}.type: Invalid value: "array": must be object at the root`,
    ],
    [
      'has types for fields',
      object({ a: {} }),
      `${schema}.properties[a].type: Required value: must not be empty for specified object fields`,
    ],
    [
      'has items for lists',
      object({ a: { type: 'array' } }),
      `${schema}.properties[a].items: Required value: must be specified`,
    ],
    [
      'knows its types',
      object({ a: { type: 'text' } }),
      `${schema}.properties[a].type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"`,
    ],
    [
      'keeps alternatives to values',
      object({ a: text }, { anyOf: [{ properties: { a: { type: 'string' } } }] }),
      `${schema}.anyOf[0].properties[a].type: Forbidden: must be empty to be structural`,
    ],
    [
      'declares what alternatives speak of',
      object({ a: text }, { oneOf: [{ properties: { b: { pattern: 'x' } } }] }),
      `${schema}.properties[b]: Required value: because it is defined in ${schema}.oneOf[0].properties[b]`,
    ],
    ['lets alternatives require', object({ a: text, b: text }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] })],
    [
      'may be a number or a text',
      object({ a: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } }),
    ],
    [
      'has patterns that compile',
      object({ a: { ...text, pattern: 'a(' } }),
      `${schema}.properties[a].pattern: Invalid value: "a(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): \`a(\``,
    ],
    [
      'restricts names alone of the metadata',
      object({ metadata: object({ labels: { type: 'object' } }) }),
      `${schema}.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
    ],
    [
      'has fields or a map',
      object({ a: object({ b: text }, { additionalProperties: text }) }),
      `${schema}.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
    ],
    [
      'has no references',
      object({ a: { ...text, $ref: '#/x' } }),
      `${schema}.properties[a].$ref: Forbidden: $ref is not supported`,
    ],
    [
      'does not ask for unique items',
      object({ a: { type: 'array', items: text, uniqueItems: true } }),
      `${schema}.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic`,
    ],
    [
      'has keys for keyed lists',
      object({ a: { type: 'array', 'x-kubernetes-list-type': 'map', items: object({ k: text }) } }),
      `${schema}.properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map`,
    ],
    [
      'has keys that are always there',
      object({
        a: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
          items: object({ k: text }),
        },
      }),
      `${schema}.properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
    ],
    [
      'has sets of what is one piece',
      object({ a: { type: 'array', 'x-kubernetes-list-type': 'set', items: object({ k: text }) } }),
      `${schema}.properties[a].items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set`,
    ],
    [
      'knows its list types',
      object({ a: { type: 'array', 'x-kubernetes-list-type': 'bag', items: text } }),
      `${schema}.properties[a].x-kubernetes-list-type: Unsupported value: "bag": supported values: "atomic", "set", "map"`,
    ],
    [
      'embeds objects',
      object({ a: { type: 'object', 'x-kubernetes-embedded-resource': true } }),
      `${schema}.properties[a].properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields`,
    ],
  ])('%s', (_, openAPIV3Schema, ...errors) => {
    const body = rooted(openAPIV3Schema);
    if (errors.length > 0) expect(told(body)).toEqual(errors);
    else expect(() => new CustomTank(body)).not.toThrow();
  });

  test('of several versions that differ is told where it stands', () => {
    const versions = [version('v1'), version('v2', { type: 'object', properties: { a: {} } })];
    expect(told(definition({ versions }))).toEqual([
      'spec.versions[1].schema.openAPIV3Schema.properties[spec].properties[a].type: Required value: must not be empty for specified object fields',
    ]);
  });

  test('has nothing at its root that a status would not see', () => {
    const found = told(rooted(object({ a: text }, { oneOf: [{ required: ['a'] }] }), { subresources: { status: {} } }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^spec\.validation\.openAPIV3Schema: Invalid value: \{"ID":"","Schema":"","Ref":null,.*\}: only \[Description Type .* XValidations\] fields are allowed at the root of the schema if the status subresource is enabled$/,
    );
  });

  test('warns of formats that nobody checks', () => {
    const tank = new CustomTank();
    expect(tank.send(rooted(object({ a: { ...text, format: 'fruit' } }))).warnings).toEqual([
      'unrecognized format "fruit"',
    ]);
  });
});

describe('defaults', () => {
  test.each<[name: string, schema: unknown, ...errors: string[]]>([
    [
      'are of their type',
      object({ a: { type: 'integer', default: 'x' } }),
      `${schema}.properties[a].default: Invalid value: "string":  in body must be of type integer: "string"`,
    ],
    [
      'have no unknown fields',
      object({ a: object({ b: text }, { default: { c: 1 } }) }),
      `${schema}.properties[a].default: Invalid value: {"c":1}: must not have unknown fields`,
    ],
    [
      'are not those of metadata',
      object({ metadata: object({ name: { ...text, default: 'x' } }) }),
      `${schema}.properties[metadata].properties[name].default: Forbidden: must not be set in top-level metadata`,
    ],
    [
      'keep to expressions',
      object({ a: { type: 'integer', default: 5, 'x-kubernetes-validations': [{ rule: 'self < 3' }] } }),
      `${schema}.properties[a].default: Invalid value: 5: failed rule: self < 3`,
    ],
  ])('%s', (_, openAPIV3Schema, ...errors) => {
    expect(told(rooted(openAPIV3Schema))).toEqual(errors);
  });
});

describe('expressions', () => {
  const rule = (rules: readonly object[]) =>
    object({ a: { type: 'integer', 'x-kubernetes-validations': rules as never } });
  const at = `${schema}.properties[a].x-kubernetes-validations[0]`;
  const remedy =
    '(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)';
  const shown = (source: string, message = '') =>
    `{"Rule":${JSON.stringify(source)},"Message":"","MessageExpression":${JSON.stringify(message)},"Reason":null,"FieldPath":"","OptionalOldSelf":null}`;

  test.each<[name: string, rules: readonly object[], ...errors: string[]]>([
    ['are there', [{ rule: ' ' }], `${at}.rule: Required value: rule is not specified`],
    [
      'have a message that says something',
      [{ rule: 'true', message: ' ' }],
      `${at}.message: Invalid value: " ": must be non-empty if specified`,
    ],
    [
      'of several lines have a message',
      [{ rule: 'true\n&& true' }],
      `${at}.message: Required value: message must be specified if rule contains line breaks`,
    ],
    [
      'have a known reason',
      [{ rule: 'true', reason: 'Because' }],
      `${at}.reason: Unsupported value: "Because": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"`,
    ],
    [
      'point to a field',
      [{ rule: 'true', fieldPath: '.b' }],
      `${at}.fieldPath: Invalid value: ".b": must be a valid path`,
    ],
    [
      'compile',
      [{ rule: 'self >' }],
      `${at}.rule: Invalid value: ${shown('self >').replace('>', '\\u003e')}: compilation failed: ERROR: <input>:1:7: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | self >\n | ......^`,
    ],
    [
      'are true or false',
      [{ rule: 'self + 1' }],
      `${at}.rule: Invalid value: ${shown('self + 1')}: cel expression must evaluate to a bool`,
    ],
    [
      'have messages that are texts',
      [{ rule: 'true', messageExpression: '1' }],
      `${at}.messageExpression: Invalid value: ${shown('true', '1')}: messageExpression must evaluate to a string`,
    ],
    [
      'ask for an optional past to use it',
      [{ rule: 'true', optionalOldSelf: true }],
      `${at}.optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule`,
    ],
    [
      'have messages that cost little',
      [{ rule: 'self >= 0', messageExpression: "'invalid attempts: ' + string(self)" }],
      `${at}.messageExpression: Forbidden: estimated messageExpression cost exceeds budget by factor of more than 100x ${remedy}`,
      `${at}.messageExpression: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema`,
      `${schema}: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x ${remedy}`,
    ],
  ])('%s', (_, rules, ...errors) => {
    expect(told(rooted(rule(rules)))).toEqual(errors);
  });

  test('cost little, over all items that there may be', () => {
    const items = { type: 'string', 'x-kubernetes-validations': [{ rule: "self.contains('ab')" }] };
    const list = (maxItems?: number) => told(rooted(object({ a: { type: 'array', maxItems, items } as never })));
    expect(() => list(10)).toThrow('it was not refused');
    expect(list(40)).toEqual([
      `${schema}.properties[a].items.x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 1.258296x ${remedy}`,
    ]);
  });

  test('look back only where items can be followed', () => {
    const items = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf' }] };
    expect(told(rooted(object({ a: { type: 'array', items } })))).toEqual([
      `${schema}.properties[a].items.x-kubernetes-validations[0].rule: Invalid value: "self >= oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within ${schema}.properties[a]`,
    ]);
  });
});

describe('columns, scale and fields to select by', () => {
  const parts = (more: object) =>
    told(
      definition({
        versions: [version('v1', object({ size: { type: 'integer' }, list: { type: 'array', items: text } }), more)],
      }),
    );

  test.each<[name: string, more: object, ...errors: string[]]>([
    [
      'a column',
      { additionalPrinterColumns: [{ name: '', type: 'text', format: 'x', jsonPath: 'spec' }] },
      'spec.additionalPrinterColumns[0].name: Required value',
      'spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
      'spec.additionalPrinterColumns[0].format: Invalid value: "x": must be one of byte,date,date-time,double,float,int32,int64,password',
      'spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec": must be a simple json path starting with .',
    ],
    [
      'the scale’s paths',
      {
        subresources: {
          scale: { specReplicasPath: '.status.size', statusReplicasPath: '', labelSelectorPath: '.metadata.x' },
        },
      },
      'spec.subresources.scale.specReplicasPath: Invalid value: ".status.size": should be a json path under .spec',
      'spec.subresources.scale.statusReplicasPath: Required value',
      'spec.subresources.scale.labelSelectorPath: Invalid value: ".metadata.x": should be a json path under either .spec or .status',
    ],
    [
      'fields to select by',
      {
        selectableFields: [
          { jsonPath: '.spec.list' },
          { jsonPath: '.spec.none' },
          { jsonPath: '.spec.size' },
          { jsonPath: '.spec.size' },
        ],
      },
      'spec.selectableFields[0].jsonPath: Invalid value: ".spec.list": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      'spec.selectableFields[1].jsonPath: Invalid value: ".spec.none": is an invalid path: does not refer to a valid field',
      'spec.selectableFields[3].jsonPath: Duplicate value: ".spec.size"',
    ],
  ])('%s', (_, more, ...errors) => {
    expect(parts(more)).toEqual(errors);
  });
});
