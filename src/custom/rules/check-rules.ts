// Runs the rules of a schema over a value. A rule that fails where nothing has changed is told as a warning alone; all
// runs together have a budget.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go

import type { CelProgram } from '../../cel/compile';
import { fromJson } from '../../cel/json';
import { CelOptional } from '../../cel/value';
import type { FieldError } from '../../kinds/kind';
import { duplicate, forbidden, invalid, invalidPart, required } from '../../kinds/validation/field-error';
import { byteLength } from '../../kinds/validation/object-meta';
import { isDict } from '../schema';
import { Correlated } from '../validate/correlated';
import { NO_FIELD } from '../validate/result';
import type { CompiledRule } from './compile-rule';
import type { RuleNode } from './rule-tree';

const BUDGET = 10_000_000;
const MAX_MESSAGE_BYTES = 5 * 1024;
const OUT_OF_BUDGET = 'validation failed due to running out of cost budget, no further validation rules will be run';

/** What stood here before, or above here where that cannot be said. */
interface Before {
  readonly pair: Correlated | undefined;
  readonly above: Correlated | undefined;
}

const NOTHING_BEFORE: Before = { pair: undefined, above: undefined };

export interface RuleFindings {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly string[];
}

/**
 * Checks a resource, or a value at this path.
 * @param stored what it was before an update
 */
export function checkRules(root: RuleNode, value: unknown, stored: unknown, path = ''): RuleFindings {
  const run = new RuleRun();
  const before = stored === undefined ? NOTHING_BEFORE : pairOf(new Correlated(value, stored, root.schema));
  try {
    run.check(root, value, stored, path, before);
  } catch (end) {
    if (!(end instanceof EndOfRun)) throw end;
  }
  return run;
}

const pairOf = (pair: Correlated): Before => ({ pair, above: undefined });

class EndOfRun extends Error {}

class RuleRun implements RuleFindings {
  readonly errors: FieldError[] = [];
  readonly warnings: string[] = [];
  #budget = BUDGET;

  check(node: RuleNode, value: unknown, old: unknown, path: string, before: Before): void {
    if (value === null || value === undefined) return;
    for (const rule of node.rules) this.#rule(rule, node, value, old ?? undefined, path, before);
    for (const part of node.allOf) this.check(part, value, old, path, { pair: undefined, above: before.above });
    if (Array.isArray(value)) this.#items(node, value, old, path, before);
    else if (isDict(value)) this.#fields(node, value, old, path, before);
  }

  #items(node: RuleNode, list: readonly unknown[], old: unknown, path: string, before: Before): void {
    const { items } = node;
    if (!items) return;
    const pair = new Correlated(list, old, node.schema);
    for (const [index, item] of list.entries()) {
      const below = before.pair ? { pair: before.pair.index(index), above: before.pair } : before;
      this.check(items, item, pair.index(index)?.old, `${path}[${index}]`, below);
    }
  }

  #fields(node: RuleNode, map: Readonly<Record<string, unknown>>, old: unknown, path: string, before: Before): void {
    const known = isDict(old) ? old : {};
    for (const name of Object.keys(map).sort()) {
      const was = Object.hasOwn(known, name) ? known[name] : undefined;
      const field = node.properties.get(name);
      const below = belowOf(before, name);
      if (node.additional) this.check(node.additional, map[name], was, `${path}[${name}]`, below);
      if (field) this.check(field, map[name], was, path === '' ? name : `${path}.${name}`, below);
    }
  }

  #rule(compiled: CompiledRule, node: RuleNode, value: unknown, old: unknown, path: string, before: Before): void {
    const { rule, program, error } = compiled;
    const place = path === '' ? NO_FIELD : path;
    const type = node.schema.type ?? '';
    if (this.#budget <= 0) this.#end(invalid(place, type, OUT_OF_BUDGET));
    if (error !== undefined) this.errors.push(invalid(place, type, `rule compile error: ${error}`));
    if (!program) return;
    if (compiled.usesOldSelf && old === undefined && !rule.optionalOldSelf) return;
    const bindings = bindingsOf(compiled, value, old);
    const result = program.evaluate(bindings);
    this.#spend(result.cost, () => invalid(place, type, OUT_OF_BUDGET));
    if ('error' in result) {
      this.#failure(result.error, result.isOverBudget, compiled, place, type);
      return;
    }
    if (result.value === true) return;
    const at = joined(path, compiled.fieldPath);
    const isKnown = !compiled.usesOldSelf && (before.pair ? before.pair.isSame : (before.above?.isSame ?? false));
    const add = (found: FieldError) => {
      if (isKnown) this.warnings.push(`${found.field}: ${found.message}`);
      else this.errors.push(found);
    };
    const message = compiled.message && this.#message(compiled.message, rule.messageExpression ?? '', bindings);
    if (message && 'fatal' in message) {
      add(invalid(at, type, message.fatal));
      throw new EndOfRun();
    }
    const detail = message?.text ?? (rule.message ? rule.message.trim() : `failed rule: ${rule.rule.trim()}`);
    add(errorFor(at, type, value, detail, rule.reason));
  }

  #failure(error: string, isOverBudget: boolean, { rule }: CompiledRule, place: string, type: string): void {
    const name = (rule.message || rule.rule).trim();
    if (error.startsWith('no such overload')) {
      const why = 'call arguments did not match a supported operator, function or macro signature for rule';
      this.errors.push(invalid(place, type, `'${error}': ${why}: ${name}`));
    } else if (isOverBudget) {
      const why = 'no further validation rules will be run due to call cost exceeds limit for rule';
      this.#end(invalid(place, type, `'${error}': ${why}: ${name}`));
    } else this.errors.push(invalid(place, type, `${error} evaluating rule: ${name}`));
  }

  /** The message that an expression gives; nothing when it gives none that can be shown. */
  #message(
    program: CelProgram,
    source: string,
    bindings: Readonly<Record<string, unknown>>,
  ): { readonly text: string } | { readonly fatal: string } | undefined {
    const result = program.evaluate(bindings);
    if (result.cost > this.#budget) {
      const why = 'running out of cost budget, no further validation rules will be run';
      return { fatal: `messageExpression evaluation failed due to ${why}` };
    }
    if ('error' in result && result.isOverBudget) {
      const why = 'no further validation rules will be run due to call cost exceeds limit for messageExpression';
      return { fatal: `${why}: ${JSON.stringify(source)}` };
    }
    this.#budget -= result.cost;
    if ('error' in result || typeof result.value !== 'string') return undefined;
    const text = result.value.trim();
    return text === '' || text.includes('\n') || byteLength(text) > MAX_MESSAGE_BYTES ? undefined : { text };
  }

  #spend(cost: number, error: () => FieldError): void {
    if (cost > this.#budget) this.#end(error());
    this.#budget -= cost;
  }

  #end(error: FieldError): never {
    this.errors.push(error);
    throw new EndOfRun();
  }
}

/** Changes of apiVersion and kind cannot be seen: both objects are of the version asked for. */
function belowOf(before: Before, name: string): Before {
  if (!before.pair) return before;
  if (!before.above && (name === 'apiVersion' || name === 'kind')) return NOTHING_BEFORE;
  return { pair: before.pair.key(name), above: before.pair };
}

function bindingsOf({ rule, program }: CompiledRule, value: unknown, old: unknown): Readonly<Record<string, unknown>> {
  if (!rule.optionalOldSelf) return { self: value, oldSelf: old };
  const type = program?.environment.variables.self;
  return { self: value, oldSelf: old === undefined ? CelOptional.none : new CelOptional(fromJson(old, type)) };
}

function joined(path: string, below: string): string {
  if (below === '') return path === '' ? NO_FIELD : path;
  return path === '' ? below : `${path}.${below}`;
}

/** What is no scalar is not shown. */
function errorFor(path: string, type: string, value: unknown, detail: string, reason: string | undefined): FieldError {
  const isHidden = type === 'object' || type === 'array';
  if (reason === 'FieldValueForbidden') return forbidden(path, detail);
  if (reason === 'FieldValueRequired') return required(path, detail);
  if (reason === 'FieldValueDuplicate') {
    return isHidden ? { type: reason, field: path, message: 'Duplicate value' } : duplicate(path, value);
  }
  return isHidden ? invalidPart(path, detail) : invalid(path, value, detail);
}
