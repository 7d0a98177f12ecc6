// Runs the mutations of one MutatingAdmissionPolicy on an object.
// upstream: apiserver pkg/admission/plugin/policy/mutating/compilation.go, patch/smd.go, patch/json_patch.go

import { ApiError } from '../../api/api-error';
import { decode } from '../../api/decode';
import { typedFault } from '../../api/managed-fields/check-typed';
import { mergeTyped } from '../../api/managed-fields/merge-typed';
import { shapeOf } from '../../api/managed-fields/shape';
import { applyOperations, type Operation, PatchFault } from '../../api/patch/json-patch';
import { EXPRESSIONS_BUDGET, OutOfBudget, PolicyActivation, type PolicyBindings } from '../../api/policy/activation';
import type { PolicyExpression } from '../../api/policy/compiler';
import { toJson } from '../../cel/json';
import { CelError, CelList, CelMap, type CelValue, MessageMap } from '../../cel/value';
import type { MutatingAdmissionPolicy } from '../../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../kinds/kind';
import { apiVersionOf } from '../../kinds/kind';
import { schemaFacts } from '../../kinds/schema';
import { goQuote } from '../../kinds/validation/field-error';
import { memoised } from '../../kinds/with-defaults';
import { atomicFields } from './atomic-fields';
import { type CompiledPolicy, compilePolicy } from './compiled';

/** Why a mutation cannot be made. */
export class MutationError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export interface CompiledMutations extends CompiledPolicy {
  readonly mutations: readonly (readonly [type: 'ApplyConfiguration' | 'JSONPatch', expression: PolicyExpression])[];
}

export const compiledMutations = memoised(({ spec }: MutatingAdmissionPolicy): CompiledMutations => {
  const { compiler, scope, common } = compilePolicy(spec);
  return {
    ...common,
    mutations: (spec.mutations ?? []).map(({ patchType, applyConfiguration, jsonPatch: patch }) => {
      const isApply = patchType === 'ApplyConfiguration';
      const expression = (isApply ? applyConfiguration : patch)?.expression ?? '';
      return [
        patchType,
        compiler.compile(expression, isApply ? 'Object' : 'list(JSONPatch)', { ...scope, patch: true }),
      ];
    }),
  };
});

/** The object after one mutation, with defaults. Errors: MutationError. */
export function mutated(
  row: KindRow,
  object: KubeObject,
  [type, expression]: CompiledMutations['mutations'][number],
  bindings: PolicyBindings,
  variables: CompiledMutations['variables'],
): KubeObject {
  if (expression.error !== undefined) throw new MutationError(expression.error);
  const value = evaluated(expression, bindings, variables);
  const next = type === 'ApplyConfiguration' ? applied(row, object, value) : patched(row, object, value);
  return next === object ? object : (row.defaults?.(next) ?? next);
}

function evaluated(
  expression: PolicyExpression,
  bindings: PolicyBindings,
  variables: CompiledMutations['variables'],
): CelValue {
  try {
    const result = new PolicyActivation(bindings, variables, EXPRESSIONS_BUDGET).evaluate(expression);
    if ('error' in result) throw new MutationError(result.error);
    return result.value;
  } catch (fault) {
    if (fault instanceof OutOfBudget) throw new MutationError(fault.message);
    throw fault;
  }
}

function applied(row: KindRow, object: KubeObject, value: CelValue): KubeObject {
  checkTypeNames(value);
  const configuration = { ...(jsonOf(value) as object), apiVersion: apiVersionOf(row), kind: row.kind };
  const cannot = (why: string) => new MutationError(`error applying patch: ${why}`);
  if (!schemaFacts(row.schema) && !row.custom) {
    const kind = `${row.group}/${row.version}, Kind=${row.kind}`;
    throw cannot(`failed to convert patch object to typed object: no corresponding type for ${kind}`);
  }
  const shape = shapeOf(row.schema);
  const fault = typedFault(shape, configuration);
  if (fault !== undefined) throw cannot(`failed to convert patch object to typed object: ${fault}`);
  const atomics = atomicFields(shape, configuration);
  if (atomics.length > 0) {
    const why = `may not mutate atomic arrays, maps or structs: ${atomics.join(', ')}`;
    throw cannot(`invalid ApplyConfiguration: ${why}`);
  }
  const merged = mergeTyped(shape, object, configuration);
  return merged === object ? object : decoded(row, merged);
}

function patched(row: KindRow, object: KubeObject, value: CelValue): KubeObject {
  let document: unknown = object;
  for (const entry of value as CelList) {
    const operation = operationOf(entry as CelMap);
    try {
      document = applyOperations(document, [operation]);
    } catch (fault) {
      if (!(fault instanceof PatchFault)) throw fault;
      // A failed test means that the patch is not wanted.
      if (fault.isFailedTest) return object;
      throw new MutationError(`JSON Patch: ${fault.message}`);
    }
  }
  return document === object ? object : decoded(row, document);
}

function operationOf(patch: CelMap): Operation {
  const operation: Record<string, unknown> = {};
  for (const name of ['op', 'path', 'from', 'value']) {
    const value = patch.find(name);
    if (value === undefined) continue;
    if (name === 'value') checkTypeNames(value);
    operation[name] = jsonOf(value);
  }
  return operation;
}

function jsonOf(value: CelValue): unknown {
  try {
    return toJson(value);
  } catch (fault) {
    if (fault instanceof CelError) throw new MutationError(fault.message);
    throw fault;
  }
}

/** Types of messages are named after the fields that hold them: `Object.spec.template`. */
function checkTypeNames(value: CelValue): void {
  if (!(value instanceof MessageMap)) return;
  const faults = typeNameFaults(value, value.typeName);
  if (faults.length > 0) throw new MutationError(`type mismatch: ${faults.join('\n')}`);
}

function typeNameFaults(value: CelValue, path: string): readonly string[] {
  if (value instanceof CelList) return [...value].flatMap((item) => typeNameFaults(item, path));
  if (!(value instanceof CelMap)) return [];
  if (!(value instanceof MessageMap)) {
    return value.keys().flatMap((key) => typeNameFaults(value.find(key) as CelValue, path));
  }
  const { typeName } = value;
  const why = `unexpected type name ${goQuote(typeName)}, expected ${goQuote(path)}, which matches field name path`;
  const own = typeName === path ? [] : [`${why} from root Object type`];
  return [
    ...own,
    ...value.keys().flatMap((key) => typeNameFaults(value.find(key) as CelValue, `${path}.${String(key)}`)),
  ];
}

/** Errors: 500 for what is no object of the kind. */
function decoded(row: KindRow, document: unknown): KubeObject {
  // What only a request's options are made of has no schema here.
  if (!schemaFacts(row.schema)) return document as KubeObject;
  const result = decode(row.schema, document, 'Strict');
  if ('error' in result) {
    const message = `Internal error occurred: ${result.error}`;
    throw new ApiError(500, 'InternalError', message, { causes: [{ message: result.error }] });
  }
  return result.object as unknown as KubeObject;
}
