// One rule of a schema, compiled: its expression, the expression of its message, and what is wrong with either.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/compilation.go

import { type CelProgram, compileCel } from '../../cel/compile';
import type { Expression } from '../../cel/syntax';
import { optionalOf, STRING, sameType } from '../../cel/types';
import type { ValidationRule } from '../../kinds/generated/types.gen';
import type { Schema } from '../schema';
import type { DeclaredType } from './cel-type';
import { readRulePath } from './rule-path';

export interface CompiledRule {
  readonly rule: ValidationRule;
  /** Absent when the rule is empty or wrong. */
  readonly program: CelProgram | undefined;
  readonly error: string | undefined;
  readonly usesOldSelf: boolean;
  readonly message: CelProgram | undefined;
  readonly messageError: string | undefined;
  /** The path below the rule's place that its errors are told at; '' for the place itself. */
  readonly fieldPath: string;
}

const compiledRules = new WeakMap<ValidationRule, CompiledRule>();

/**
 * Compiles a rule once: it stands at one place, where the type is the same one whenever it is asked for.
 * @param self the type of what the rule looks at
 */
export function compileRule(rule: ValidationRule, self: DeclaredType, schema: Schema): CompiledRule {
  let compiled = compiledRules.get(rule);
  if (!compiled) {
    compiled = compile(rule, self, schema);
    compiledRules.set(rule, compiled);
  }
  return compiled;
}

function compile(rule: ValidationRule, self: DeclaredType, schema: Schema): CompiledRule {
  const nothing = { rule, program: undefined, error: undefined, usesOldSelf: false, message: undefined };
  const rest = { messageError: undefined, fieldPath: '' };
  if (rule.rule.trim() === '') return { ...nothing, ...rest };
  const oldSelf = rule.optionalOldSelf ? optionalOf(self.type) : self.type;
  const environment = { variables: { self: self.type, oldSelf } };
  const compiled = compileCel(rule.rule, environment);
  if ('error' in compiled) return { ...nothing, ...rest, error: `compilation failed: ${compiled.error}` };
  const { program } = compiled;
  if (program.outputType.kind !== 'bool') {
    return { ...nothing, ...rest, error: 'cel expression must evaluate to a bool' };
  }
  const usesOldSelf = names(program.root, 'oldSelf');
  const fine = { ...nothing, ...rest, program, usesOldSelf };
  if (!rule.messageExpression) return { ...fine, fieldPath: pathOf(rule, schema) };
  const message = compileCel(rule.messageExpression, environment);
  if ('error' in message) return { ...fine, messageError: `messageExpression compilation failed: ${message.error}` };
  if (!sameType(message.program.outputType, STRING)) {
    return { ...fine, messageError: 'messageExpression must evaluate to a string' };
  }
  return { ...fine, message: message.program, fieldPath: pathOf(rule, schema) };
}

function pathOf({ fieldPath }: ValidationRule, schema: Schema): string {
  if (!fieldPath) return '';
  const read = readRulePath(fieldPath, schema);
  return 'path' in read ? read.path : '';
}

/** Whether the expression names the variable. */
function names(node: unknown, variable: string): boolean {
  if (Array.isArray(node)) return node.some((part) => names(part, variable));
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return false;
  const { kind, name } = node as Partial<Expression & { name: string }>;
  if (kind === 'identifier' && name?.replace(/^\./, '') === variable) return true;
  return Object.entries(node).some(([key, part]) => key !== 'type' && names(part, variable));
}
