// The rules of a schema by the places they stand at; places without rules, and without any below, are left out.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go validator

import { additionalOf, isEmbedded, itemsOf, propertyOf, type Schema } from '../schema';
import { celTypeOf, identifierOf } from './cel-type';
import { type CompiledRule, compileRule } from './compile-rule';

export interface RuleNode {
  readonly schema: Schema;
  readonly rules: readonly CompiledRule[];
  readonly properties: ReadonlyMap<string, RuleNode>;
  readonly additional: RuleNode | undefined;
  readonly items: RuleNode | undefined;
  readonly allOf: readonly RuleNode[];
}

export function hasRules(schema: Schema | undefined): boolean {
  if (!schema) return false;
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) return true;
  if (hasRules(itemsOf(schema)) || hasRules(additionalOf(schema))) return true;
  return Object.values(schema.properties ?? {}).some(hasRules);
}

/** The rules of a whole resource, or of a part of one; undefined when it has none. */
export function ruleTree(schema: Schema, isRoot = true): RuleNode | undefined {
  return hasRules(schema) ? nodeOf(schema, schema, isRoot) : undefined;
}

/**
 * @param given where rules stand; it may be a part of `allOf`
 * @param schema the schema of the value at this place
 */
function nodeOf(given: Schema, schema: Schema, isRoot: boolean): RuleNode | undefined {
  const self = celTypeOf(schema, isRoot, 'selfType');
  const rules = self ? (given['x-kubernetes-validations'] ?? []).map((rule) => compileRule(rule, self, schema)) : [];
  const properties = new Map<string, RuleNode>();
  for (const [name, property] of Object.entries(given.properties ?? {})) {
    const own = propertyOf(schema, name);
    if (!own || (!self && identifierOf(name) !== undefined)) continue;
    const node = celTypeOf(own, isEmbedded(own), 'field') && nodeOf(property, own, isEmbedded(own));
    if (node) properties.set(name, node);
  }
  const below = (part: Schema | undefined, own: Schema | undefined) =>
    part && own ? nodeOf(part, own, isEmbedded(own)) : undefined;
  const items = below(itemsOf(given), itemsOf(schema));
  const additional = below(additionalOf(given), additionalOf(schema));
  const allOf = (given.allOf ?? []).flatMap((part) => nodeOf(part, schema, isRoot) ?? []);
  const isEmpty = rules.length + properties.size + allOf.length === 0 && !items && !additional;
  return isEmpty ? undefined : { schema, rules, properties, additional, items, allOf };
}
