// One version's schema made ready for use: its name among the schemas, pruning and defaulting. The same schema, in
// however many clusters, is made ready once.

import type { CustomResourceDefinitionVersion } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { memoised } from '../kinds/with-defaults';
import { applyDefaults, pruneDefaults } from './defaults';
import { prune, pruneNulls } from './prune';
import { checkRules, type RuleFindings } from './rules/check-rules';
import { hasRules, type RuleNode, ruleTree } from './rules/rule-tree';
import type { Schema } from './schema';
import { defineCustomSchema } from './schema-facts';

export interface CompiledSchema {
  /** The name under which patches and apply find it. */
  readonly name: string;
  /** With its defaults pruned. */
  readonly schema: Schema;
  readonly prune: (object: KubeObject, unknown?: string[]) => KubeObject;
  readonly defaults: <T extends KubeObject>(object: T) => T;
  /** Checks the expressions of the schema; undefined when it has none. */
  readonly rules: ((object: KubeObject, stored: KubeObject | undefined) => RuleFindings) | undefined;
}

const EMPTY: Schema = {};

/** A version without a schema knows nothing but metadata. */
export function compileSchema({ schema }: CustomResourceDefinitionVersion): CompiledSchema {
  return compileOne(schema?.openAPIV3Schema ?? EMPTY);
}

const names = new Map<string, CompiledSchema>();

const compileOne = memoised((given: Schema): CompiledSchema => {
  // Definitions are decoded anew in each cluster; what they say tells them apart.
  const text = JSON.stringify(given);
  let compiled = names.get(text);
  if (!compiled) {
    compiled = compile(`custom-${names.size + 1}`, given);
    names.set(text, compiled);
  }
  return compiled;
});

function compile(name: string, given: Schema): CompiledSchema {
  const schema = pruneDefaults(given);
  defineCustomSchema(name, schema);
  return {
    name,
    schema,
    prune: (object, unknown) => pruneNulls(prune(object, schema, true, unknown), schema) as KubeObject,
    defaults: (object) => applyDefaults(object, schema) as typeof object,
    rules: hasRules(schema) ? ruleCheck(schema) : undefined,
  };
}

/** Expressions are compiled when the first object is checked. */
function ruleCheck(schema: Schema): NonNullable<CompiledSchema['rules']> {
  let tree: RuleNode | undefined;
  return (object, stored) => {
    tree ??= ruleTree(schema) as RuleNode;
    return checkRules(tree, object, stored);
  };
}
