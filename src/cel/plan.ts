// Turns a checked tree into nested functions that compute its value and count what that costs.
// upstream: cel-go interpreter/planner.go, interpretable.go

import { get, getOptional, has } from './access';
import type { Checked } from './checker';
import type { CelEnvironment } from './environment';
import { charged, type Frame, type Locals, type Step } from './frame';
import type { Overload } from './functions';
import { fromJson } from './json';
import { planFold } from './plan-fold';
import { absorb, and, choose, or } from './plan-logic';
import { callCost, LIST_COST, MAP_COST, OBJECT_COST } from './runtime-cost';
import type { Call, CreateList, CreateMap, CreateObject, Expression, Literal } from './syntax';
import type { CelType } from './types';
import {
  ArrayList,
  CelError,
  CelOptional,
  CelTypeValue,
  CelUint,
  type CelValue,
  EntryMap,
  isOfType,
  MessageMap,
  noSuchOverload,
  typeNameOf,
} from './value';

export function plan(root: Expression, checked: Checked, environment: CelEnvironment): Step {
  return new Planner(checked, environment).step(root, []);
}

class Planner {
  readonly #checked: Checked;
  readonly #environment: CelEnvironment;

  constructor(checked: Checked, environment: CelEnvironment) {
    this.#checked = checked;
    this.#environment = environment;
  }

  step(node: Expression, locals: Locals): Step {
    switch (node.kind) {
      case 'literal': {
        const value = literalValue(node.value);
        return () => value;
      }
      case 'identifier':
        return this.#identifier(node, node.name, locals);
      case 'select': {
        const operand = this.step(node.operand, locals);
        const { field } = node;
        if (node.test) return (frame) => has(operand(frame), field);
        return charged(1, (frame) => get(operand(frame), field));
      }
      case 'call':
        return this.#call(node, locals);
      case 'list':
        return this.#list(node, locals);
      case 'map':
        return this.#map(node, locals);
      case 'object':
        return this.#object(node, locals);
      case 'fold':
        return planFold((part, inner) => this.step(part, inner), node, locals);
      default:
        throw new TypeError(`no plan for ${node.kind}`);
    }
  }

  #identifier(node: Expression, name: string, locals: Locals): Step {
    const slot = locals.findLast(([local]) => local === name)?.[1];
    if (slot !== undefined) return charged(1, (frame) => localValue(frame, slot));
    const typeName = this.#checked.typeNames.get(node);
    if (typeName !== undefined) {
      const value = new CelTypeValue(typeName);
      return () => value;
    }
    const plain = name.startsWith('.') ? name.slice(1) : name;
    const type = this.#environment.variables[plain] as CelType;
    return charged(1, (frame) => variable(frame, plain, type));
  }

  #call(node: Call, locals: Locals): Step {
    const nodes = node.target ? [node.target, ...node.args] : node.args;
    const args = nodes.map((arg) => this.step(arg, locals));
    const [first, second, third] = args as [Step, Step, Step];
    switch (node.name) {
      case '_&&_':
        return and(first, second);
      case '_||_':
        return or(first, second);
      case '_?_:_':
        return choose(first, second, third);
      case '@not_strictly_false':
        return charged(1, (frame) => absorb(first, frame) !== false);
      case '_[_]':
        return charged(1, (frame) => get(first(frame), second(frame)));
      case '_?._':
      case '_[?_]':
        return charged(1, (frame) => getOptional(first(frame), second(frame)));
      case 'or':
      case 'orValue':
        return charged(1, orElse(node.name, first, second));
      default:
        return invoke(node.name, this.#checked.overloads.get(node) ?? [], args);
    }
  }

  #list({ items, optional }: CreateList, locals: Locals): Step {
    const steps = items.map((item) => this.step(item, locals));
    if (optional.length === 0 && items.every(({ kind }) => kind === 'literal')) {
      const list = new ArrayList(items.map((item) => literalValue((item as Literal).value)));
      if (items.length > 0) return () => list;
    }
    return charged(LIST_COST, (frame) => {
      const values: CelValue[] = [];
      steps.forEach((step, index) => {
        const value = step(frame);
        if (!optional.includes(index)) values.push(value);
        else addOptional(value, (held) => values.push(held));
      });
      return new ArrayList(values);
    });
  }

  #map({ entries }: CreateMap, locals: Locals): Step {
    const steps = entries.map(({ key, value, optional }) => {
      return { key: this.step(key, locals), value: this.step(value, locals), optional };
    });
    return charged(MAP_COST, (frame) => {
      const map = new EntryMap();
      for (const { key, value, optional } of steps) {
        const name = key(frame);
        if (!isKey(name)) throw new CelError(`unsupported key type: ${typeNameOf(name)}`);
        if (map.find(name) !== undefined) throw new CelError('Failed with repeated key');
        const given = value(frame);
        if (optional) addOptional(given, (held) => map.set(name, held));
        else map.set(name, given);
      }
      return map;
    });
  }

  #object({ name, fields, type }: CreateObject, locals: Locals): Step {
    const typeName = type?.kind === 'object' ? type.name : name;
    const steps = fields.map(({ field, value, optional }) => ({ field, value: this.step(value, locals), optional }));
    return charged(OBJECT_COST, (frame) => {
      const object = new MessageMap(typeName);
      for (const { field, value, optional } of steps) {
        const given = value(frame);
        if (optional) addOptional(given, (held) => object.set(field, held));
        else object.set(field, given);
      }
      return object;
    });
  }
}

function localValue(frame: Frame, slot: number): CelValue {
  const value = frame.locals[slot] as CelValue | CelError;
  if (value instanceof CelError) throw value;
  return value;
}

function variable(frame: Frame, name: string, type: CelType): CelValue {
  let value = frame.known.get(name);
  if (value !== undefined) return value;
  if (!(name in frame.bindings)) throw new CelError(`no such attribute(s): ${name}`);
  value = fromJson(frame.bindings[name], type);
  frame.known.set(name, value);
  return value;
}

function literalValue(value: Literal['value']): CelValue {
  if (typeof value === 'object' && value !== null && 'uint' in value) return new CelUint(value.uint);
  return value;
}

function isKey(value: CelValue): boolean {
  return ['string', 'bigint', 'boolean', 'number'].includes(typeof value) || value instanceof CelUint;
}

function addOptional(value: CelValue, add: (held: CelValue) => void): void {
  if (!(value instanceof CelOptional)) {
    throw new CelError(`cannot initialize optional list element from non-optional value ${String(value)}`);
  }
  if (value.value !== undefined) add(value.value);
}

function orElse(name: string, first: Step, second: Step): Step {
  return (frame) => {
    const value = first(frame);
    if (!(value instanceof CelOptional)) throw noSuchOverload();
    if (value.value === undefined) return second(frame);
    return name === 'or' ? value : value.value;
  };
}

function fits({ isUnguarded, parameters }: Overload, values: readonly CelValue[]): boolean {
  return isUnguarded || parameters.every((type, index) => isOfType(values[index] as CelValue, type));
}

function invoke(name: string, overloads: readonly Overload[], args: readonly Step[]): Step {
  const cost = callCost(name);
  return (frame) => {
    const values = args.map((arg) => arg(frame));
    const overload = overloads.find((candidate) => fits(candidate, values));
    if (!overload) throw new CelError(`no such overload: ${name}(${values.map(typeNameOf).join(', ')})`);
    const result = overload.run(...values);
    frame.budget.spend(cost(values, result));
    return result;
  };
}
