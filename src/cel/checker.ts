// Works out the type of every part of an expression and reports what does not fit. Names of several parts become one
// identifier where such a variable is declared. upstream: cel-go checker/checker.go

import { baseFunctions, type CelEnvironment, findIdentifier } from './environment';
import type { Overload } from './functions';
import type { Source } from './source';
import type { Call, CreateList, CreateMap, CreateObject, Expression, Fold, Identifier, Select } from './syntax';
import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DYN,
  ERROR,
  INT,
  keyTypeOf,
  listOf,
  mapOf,
  NULL,
  optionalItem,
  optionalOf,
  STRING,
  sameType,
  typeText,
  UINT,
} from './types';
import { assignable, type Bindings, isDynOrError, mostGeneral, substitute } from './unify';

/** What the checker found besides types. */
export interface Checked {
  /** The overloads that a call may mean, in order. */
  readonly overloads: ReadonlyMap<Expression, readonly Overload[]>;
  /** Identifiers that name a type, by the name of it. */
  readonly typeNames: ReadonlyMap<Expression, string>;
}

interface Scope {
  readonly outer: Scope | undefined;
  readonly variables: Map<string, CelType>;
}

/** Checks the tree and leaves each node's type in it; errors go to the source. */
export function check(root: Expression, environment: CelEnvironment, source: Source): Checked {
  const checker = new Checker(environment, source);
  checker.check(root);
  checker.finish();
  return checker;
}

class Checker implements Checked {
  readonly overloads = new Map<Expression, readonly Overload[]>();
  readonly typeNames = new Map<Expression, string>();
  readonly #nodes: Expression[] = [];
  readonly #environment: CelEnvironment;
  readonly #source: Source;
  #bindings: Bindings = new Map();
  #scope: Scope | undefined;
  #freeCount = 0;

  constructor(environment: CelEnvironment, source: Source) {
    this.#environment = environment;
    this.#source = source;
  }

  /** Puts what type parameters turned out to be into every node. */
  finish(): void {
    for (const node of this.#nodes) node.type = substitute(this.#bindings, node.type as CelType, true);
  }

  check(node: Expression): CelType {
    const type = this.#typeOf(node);
    node.type = type;
    this.#nodes.push(node);
    return type;
  }

  #typeOf(node: Expression): CelType {
    switch (node.kind) {
      case 'literal':
        return literalType(node.value);
      case 'identifier':
        return this.#identifier(node);
      case 'select':
        return this.#select(node);
      case 'call':
        return node.name === '_?._' ? this.#optionalSelect(node) : this.#call(node);
      case 'list':
        return this.#list(node);
      case 'map':
        return this.#map(node);
      case 'object':
        return this.#object(node);
      case 'fold':
        return this.#fold(node);
      default:
        return ERROR;
    }
  }

  #report(at: number, message: string): CelType {
    this.#source.report(at, message);
    return ERROR;
  }

  #undeclared(at: number, name: string): CelType {
    return this.#report(at, `undeclared reference to '${name}' (in container '')`);
  }

  #mismatch(at: number, expected: CelType, found: CelType): CelType {
    return this.#report(at, `expected type '${typeText(expected)}' but found '${typeText(found)}'`);
  }

  #accepts(given: CelType, asked: CelType): boolean {
    const next = assignable(this.#bindings, [given], [asked]);
    if (next) this.#bindings = next;
    return next !== undefined;
  }

  #fresh(): CelType {
    return { kind: 'parameter', name: `_var${this.#freeCount++}` };
  }

  #resolve(node: Expression, name: string): CelType | undefined {
    const plain = name.startsWith('.') ? name.slice(1) : name;
    for (let scope = name.startsWith('.') ? undefined : this.#scope; scope; scope = scope.outer) {
      const type = scope.variables.get(plain);
      if (type) return type;
    }
    const declared = findIdentifier(this.#environment, plain);
    if (declared?.typeName !== undefined) this.typeNames.set(node, declared.typeName);
    return declared?.type;
  }

  #identifier(node: Identifier): CelType {
    return this.#resolve(node, node.name) ?? this.#undeclared(node.at, node.name);
  }

  #select(node: Select): CelType {
    const name = node.test ? undefined : qualifiedName(node);
    if (name !== undefined && !this.#isLocal(name)) {
      const type = this.#resolve(node, name);
      if (type) {
        Object.assign(node, { kind: 'identifier', name });
        return type;
      }
    }
    const type = this.#field(node.at, node.operand, node.field, false);
    return node.test ? BOOL : substitute(this.#bindings, type);
  }

  /** A loop's variable hides declared names that begin with its own. */
  #isLocal(name: string): boolean {
    const first = name.split('.')[0] as string;
    for (let scope = this.#scope; scope; scope = scope.outer) if (scope.variables.has(first)) return true;
    return false;
  }

  #optionalSelect(node: Call): CelType {
    const [operand, field] = node.args as [Expression, Expression];
    const name = field.kind === 'literal' ? String(field.value) : '';
    this.overloads.set(node, []);
    field.type = STRING;
    return substitute(this.#bindings, this.#field(node.at, operand, name, true));
  }

  #field(at: number, operand: Expression, field: string, optional: boolean): CelType {
    const operandType = substitute(this.#bindings, this.check(operand));
    const held = optionalItem(operandType);
    const target = held ?? operandType;
    const type = this.#fieldType(at, target, field);
    return held || optional ? optionalOf(type) : type;
  }

  #fieldType(at: number, target: CelType, field: string): CelType {
    if (target.kind === 'map') return target.value;
    if (target.kind === 'object') {
      if (target.isOpen) return DYN;
      return target.fields.get(field) ?? this.#report(at, `undefined field '${field}'`);
    }
    if (target.kind === 'parameter') this.#accepts(DYN, target);
    else if (!isDynOrError(target)) {
      this.#report(at, `type '${typeText(target)}' does not support field selection`);
    }
    return DYN;
  }

  #call(node: Call): CelType {
    const functions = this.#environment.functions ?? baseFunctions();
    const args = node.args.map((arg) => this.check(arg));
    if (!node.target) {
      const name = node.name.startsWith('.') ? node.name.slice(1) : node.name;
      const overloads = functions.find(name);
      if (!overloads) return this.#undeclared(node.at, node.name);
      return this.#overload(node, overloads, args, false);
    }
    const prefix = qualifiedName(node.target);
    const namespaced = prefix === undefined ? undefined : functions.find(`${prefix}.${node.name}`);
    if (namespaced) {
      node.name = `${prefix}.${node.name}`;
      node.target = undefined;
      return this.#overload(node, namespaced, args, false);
    }
    const target = this.check(node.target);
    const overloads = functions.find(node.name);
    if (!overloads) return this.#undeclared(node.at, node.name);
    return this.#overload(node, overloads, [target, ...args], true);
  }

  #overload(node: Call, overloads: readonly Overload[], given: readonly CelType[], isMember: boolean): CelType {
    if (node.name === '_&&_' || node.name === '_||_') return this.#logical(node, overloads, given);
    const found: Overload[] = [];
    let result: CelType | undefined;
    for (const overload of overloads) {
      if (overload.isMember !== isMember) continue;
      const fresh: Bindings = new Map(overload.typeParameters.map((name) => [name, this.#fresh()]));
      const next = assignable(
        this.#bindings,
        given,
        overload.parameters.map((parameter) => substitute(fresh, parameter)),
      );
      if (!next) continue;
      this.#bindings = next;
      found.push(overload);
      const type = substitute(this.#bindings, substitute(fresh, overload.result));
      if (!result) result = type;
      else if (result.kind !== 'dyn' && !sameType(type, result)) result = DYN;
    }
    if (result) {
      this.overloads.set(node, found);
      return result;
    }
    const shown = given.map((type) => typeText(substitute(this.#bindings, type, true)));
    const signature = isMember ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
    return this.#report(node.at, `found no matching overload for '${node.name}' applied to '${signature}'`);
  }

  #logical(node: Call, overloads: readonly Overload[], given: readonly CelType[]): CelType {
    let type = BOOL;
    given.forEach((argument, index) => {
      if (this.#accepts(argument, BOOL)) return;
      type = this.#mismatch((node.args[index] as Expression).at, BOOL, argument);
    });
    this.overloads.set(node, overloads);
    return type;
  }

  #list(node: CreateList): CelType {
    let item: CelType | undefined;
    node.items.forEach((expression, index) => {
      const type = this.#unwrapped(expression, this.check(expression), node.optional.includes(index));
      item = this.#join(item, type);
    });
    return listOf(item ?? this.#fresh());
  }

  /** The type of what stands behind `?`: that which the optional holds. */
  #unwrapped(node: Expression, type: CelType, optional: boolean): CelType {
    if (!optional) return type;
    const held = optionalItem(type);
    if (held) return held;
    if (type.kind !== 'dyn') this.#mismatch(node.at, optionalOf(type), type);
    return type;
  }

  #map(node: CreateMap): CelType {
    let key: CelType | undefined;
    let value: CelType | undefined;
    for (const entry of node.entries) {
      key = this.#join(key, this.check(entry.key));
      value = this.#join(value, this.#unwrapped(entry.value, this.check(entry.value), entry.optional));
    }
    return mapOf(key ?? this.#fresh(), value ?? this.#fresh());
  }

  /** What a list of both holds; dyn when they have nothing in common. */
  #join(previous: CelType | undefined, current: CelType): CelType {
    if (!previous) return current;
    return this.#accepts(previous, current) ? mostGeneral(previous, current) : DYN;
  }

  #object(node: CreateObject): CelType {
    const declared = findIdentifier(this.#environment, node.name.startsWith('.') ? node.name.slice(1) : node.name);
    if (!declared) return this.#undeclared(node.at, node.name);
    const type = declared.type.kind === 'type' ? declared.type.of : undefined;
    if (!type) return this.#report(node.at, `'${typeText(declared.type)}' is not a type`);
    if (type.kind !== 'object') return this.#report(node.at, `'${typeText(type)}' is not a message type`);
    for (const field of node.fields) {
      const given = this.check(field.value);
      const asked = this.#fieldType(field.at, type, field.field);
      const value = this.#unwrapped(field.value, given, field.optional);
      if (this.#accepts(asked, value)) continue;
      const [wanted, found] = [typeText(asked), typeText(value)];
      this.#report(field.at, `expected type of field '${field.field}' is '${wanted}' but provided type is '${found}'`);
    }
    return type;
  }

  #fold(node: Fold): CelType {
    const rangeType = this.check(node.range);
    const accumulator = this.check(node.init);
    const outer = this.#scope;
    const [first, second] = this.#loopTypes(node, substitute(this.#bindings, rangeType));
    const accumulating: Scope = { outer, variables: new Map([[node.accumulator, accumulator]]) };
    const variables = new Map([[node.variable, first]]);
    if (node.variable2 !== undefined) variables.set(node.variable2, second);
    this.#scope = { outer: accumulating, variables };
    this.#expect(node.condition, BOOL);
    this.#expect(node.step, accumulator);
    this.#scope = accumulating;
    const result = this.check(node.result);
    this.#scope = outer;
    return substitute(this.#bindings, result);
  }

  #expect(node: Expression, type: CelType): void {
    const found = this.check(node);
    if (!this.#accepts(type, found)) this.#mismatch(node.at, type, found);
  }

  /** The types of a loop's one or two variables. */
  #loopTypes(node: Fold, range: CelType): readonly [CelType, CelType] {
    if (range.kind === 'list') return node.variable2 === undefined ? [range.item, range.item] : [INT, range.item];
    if (range.kind === 'map') return [keyTypeOf(range), range.value];
    if ((range.kind === 'dyn' && !range.isAny) || range.kind === 'error' || range.kind === 'parameter') {
      this.#accepts(DYN, range);
      return [DYN, DYN];
    }
    const text = `expression of type '${typeText(range)}' cannot be range of a comprehension`;
    this.#report(node.range.at, `${text} (must be list, map, or dynamic)`);
    return [ERROR, ERROR];
  }
}

function literalType(value: (Expression & { readonly kind: 'literal' })['value']): CelType {
  if (value === null) return NULL;
  if (typeof value === 'bigint') return INT;
  if (typeof value === 'number') return DOUBLE;
  if (typeof value === 'string') return STRING;
  if (typeof value === 'boolean') return BOOL;
  return value instanceof Uint8Array ? BYTES : UINT;
}

/** `a.b.c` when a node is nothing but names. */
export function qualifiedName(node: Expression): string | undefined {
  if (node.kind === 'identifier') return node.name;
  if (node.kind !== 'select' || node.test) return undefined;
  const prefix = qualifiedName(node.operand);
  return prefix === undefined ? undefined : `${prefix}.${node.field}`;
}
