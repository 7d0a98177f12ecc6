// Compiles the expressions of one admission policy. Variables are kept: later expressions see their types.
// upstream: apiserver pkg/admission/plugin/cel/compile.go, composition.go

import { type CelProgram, compileCel } from '../../cel/compile';
import { BOOL, type CelType, DYN, listOf, NULL, objectOf, STRING, sameType, typeName } from '../../cel/types';
import type { DeviceFault, ExpressionResult, ExpressionScope, PolicyExpressions } from '../../kinds/policy-expressions';
import { deviceFault } from './device-selector';
import { JSON_PATCH, type ObjectTypes, policyEnvironment } from './environment';

export interface PolicyExpression {
  readonly expression: string;
  readonly program?: CelProgram;
  /** Why it does not compile. */
  readonly error?: string;
}

const RESULTS: Readonly<Record<ExpressionResult, readonly CelType[]>> = {
  any: [],
  bool: [BOOL],
  string: [STRING],
  'string or null': [STRING, NULL],
  Object: [objectOf('Object')],
  'list(JSONPatch)': [listOf(JSON_PATCH)],
};

export class PolicyCompiler implements PolicyExpressions {
  /** Every variable declared so far; undefined where the policy has none. */
  readonly variables = new Map<string, PolicyExpression>();
  readonly #types: Map<string, CelType> | undefined;
  readonly #objects: ObjectTypes;

  constructor(hasVariables: boolean, objects: ObjectTypes = {}) {
    this.#types = hasVariables ? new Map() : undefined;
    this.#objects = objects;
  }

  declare(name: string, expression: string, scope: ExpressionScope): string | undefined {
    const compiled = this.compile(expression, 'any', scope);
    this.variables.set(name, compiled);
    this.#types?.set(name, compiled.program ? variableType(compiled.program.outputType) : DYN);
    return compiled.error;
  }

  check(expression: string, result: ExpressionResult, scope: ExpressionScope): string | undefined {
    return this.compile(expression, result, scope).error;
  }

  checkDevice(expression: string): DeviceFault | undefined {
    return deviceFault(expression);
  }

  compile(expression: string, result: ExpressionResult, scope: ExpressionScope): PolicyExpression {
    const types = this.#types && new Map(this.#types);
    const compiled = compileCel(expression, policyEnvironment(scope, types, this.#objects));
    if ('error' in compiled) return { expression, error: `compilation failed: ${compiled.error}` };
    const error = wrongResult(compiled.program.outputType, RESULTS[result]);
    return error === undefined ? { expression, program: compiled.program } : { expression, error };
  }
}

function wrongResult(type: CelType, wanted: readonly CelType[]): string | undefined {
  if (wanted.length === 0 || wanted.some((one) => sameType(one, type))) return undefined;
  const names = wanted.map(typeName);
  const what = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
  return `must evaluate to ${what} but got ${typeName(type)}`;
}

/** Only the types that a declaration can spell are kept. upstream: convertCelTypeToDeclType */
function variableType(type: CelType): CelType {
  if (type.kind === 'list') return { kind: 'list', item: variableType(type.item) };
  if (type.kind === 'map')
    return { kind: 'map', key: variableType(type.key ?? STRING), value: variableType(type.value) };
  return type.kind === 'object' || type.kind === 'opaque' || type.kind === 'type' ? DYN : type;
}

export const newPolicyExpressions = (hasVariables: boolean): PolicyExpressions => new PolicyCompiler(hasVariables);
