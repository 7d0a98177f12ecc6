// What an expression may cost at most, told from its text and the sizes that the types of its variables allow.
// upstream: cel-go checker/cost.go coster

import { estimateCall } from './estimate-call';
import { either, fixed, MOST, NOTHING, plus, type Range, sumOf, times, UNKNOWN } from './estimate-range';
import { LIST_COST, MAP_COST, OBJECT_COST } from './runtime-cost';
import { ACCUMULATOR, type Call, type Expression, type Fold } from './syntax';
import { type CelType, DYN, keyTypeOf, optionalItem } from './types';
import { codePointCount } from './utf8';

/** What is known of a part of an expression. */
interface Known {
  readonly cost: Range;
  readonly size: Range | undefined;
  /** Sizes of what a list or map holds. */
  readonly keySize?: Range | undefined;
  readonly itemSize?: Range | undefined;
  /** The declared type that a path from a variable leads to. */
  readonly declared?: CelType | undefined;
}

type Scope = ReadonlyMap<string, Known>;

/** @param variables the types that they are declared as, with `maxElements` */
export function estimateCost(root: Expression, variables: Readonly<Record<string, CelType>>): Range {
  return new Estimator(variables).known(root, new Map()).cost;
}

const sized = (known: Known) => known.size ?? UNKNOWN;

/** Of a value that a path leads to. */
const declaredSize = (type: CelType): Range => ({ min: 0, max: ('maxElements' in type && type.maxElements) || 0 });

function scalarSize(type: CelType): Range | undefined {
  const held = optionalItem(type);
  if (held) return scalarSize(held);
  return ['bool', 'double', 'duration', 'int', 'timestamp', 'uint'].includes(type.kind) ? fixed(1) : undefined;
}

const typeOf = ({ type = DYN }: Expression) => type;

class Estimator {
  readonly #variables: Readonly<Record<string, CelType>>;

  constructor(variables: Readonly<Record<string, CelType>>) {
    this.#variables = variables;
  }

  known(node: Expression, scope: Scope): Known {
    const found = this.#find(node, scope);
    if (found.size) return found;
    const size = found.declared ? declaredSize(found.declared) : scalarSize(typeOf(node));
    return size ? { ...found, size } : found;
  }

  #find(node: Expression, scope: Scope): Known {
    switch (node.kind) {
      case 'literal':
        return { cost: NOTHING, size: literalSize(node.value) };
      case 'identifier': {
        const name = node.name.replace(/^\./, '');
        const local = scope.get(name);
        if (local) return { ...local, cost: fixed(1) };
        // The name of a type counts as large as the value that the rule is about.
        const declared = this.#variables[name] ?? this.#variables.self;
        return { cost: fixed(1), size: undefined, declared };
      }
      case 'select': {
        const operand = this.known(node.operand, scope);
        if (node.test) return { cost: operand.cost, size: undefined };
        const isCharged = ['map', 'object', 'parameter'].includes(typeOf(node.operand).kind);
        const cost = isCharged ? plus(operand.cost, fixed(1)) : operand.cost;
        return { cost, size: undefined, declared: operand.declared && fieldOf(operand.declared, node.field) };
      }
      case 'call':
        return this.#call(node, scope);
      case 'list': {
        const items = node.items.map((item) => this.known(item, scope));
        const cost = plus(sumOf(items.map((item) => item.cost)), fixed(LIST_COST));
        return { cost, size: fixed(items.length), keySize: fixed(1), itemSize: spread(items) };
      }
      case 'map': {
        const keys = node.entries.map(({ key }) => this.known(key, scope));
        const values = node.entries.map(({ value }) => this.known(value, scope));
        const cost = plus(sumOf([...keys, ...values].map((part) => part.cost)), fixed(MAP_COST));
        return { cost, size: fixed(keys.length), keySize: spread(keys), itemSize: spread(values) };
      }
      case 'object': {
        const costs = node.fields.map(({ value }) => this.known(value, scope).cost);
        return { cost: plus(sumOf(costs), fixed(OBJECT_COST)), size: undefined };
      }
      case 'fold':
        return this.#fold(node, scope);
      default:
        return { cost: NOTHING, size: undefined };
    }
  }

  #call(node: Call, scope: Scope): Known {
    const nodes = node.target ? [node.target, ...node.args] : node.args;
    const parts = nodes.map((part) => this.known(part, scope));
    const [first, second, third] = parts as [Known, Known, Known];
    switch (node.name) {
      case 'dyn':
        return { ...first, cost: plus(first.cost, fixed(1)), declared: undefined };
      case '_&&_':
      case '_||_':
        return { cost: { min: first.cost.min, max: plus(first.cost, second.cost).max }, size: undefined };
      case '_?_:_':
        return {
          cost: plus(first.cost, either(second.cost, third.cost)),
          size: either(sized(second), sized(third)),
          itemSize: second.itemSize && third.itemSize && either(second.itemSize, third.itemSize),
        };
      case '_[_]': {
        const declared = first.declared && itemOf(first.declared);
        const size = declared ? undefined : first.itemSize;
        return { cost: plus(plus(first.cost, second.cost), fixed(1)), size, declared };
      }
      default: {
        const args = parts.map((part, index) => ({
          node: nodes[index] as Expression,
          type: typeOf(nodes[index] as Expression),
          size: sized(part),
          itemSize: itemSizeOf(part),
        }));
        const { cost, size } = estimateCall(node.name, args);
        const itemSize =
          node.name === '_+_' && first.itemSize && second.itemSize && either(first.itemSize, second.itemSize);
        return { cost: plus(sumOf(parts.map((part) => part.cost)), cost), size, itemSize: itemSize || undefined };
      }
    }
  }

  #fold(node: Fold, scope: Scope): Known {
    const range = this.known(node.range, scope);
    const init = this.known(node.init, scope);
    const before = plus(range.cost, init.cost);
    const accumulating = new Map(scope).set(node.accumulator, init);
    if (node.accumulator !== ACCUMULATOR) {
      const result = this.known(node.result, accumulating);
      return { ...result, cost: plus(before, result.cost) };
    }
    const inner = new Map(accumulating);
    const isList = typeOf(node.range).kind === 'list';
    const item = { cost: NOTHING, size: range.itemSize, declared: range.declared && itemOf(range.declared) };
    const key = isList
      ? { cost: NOTHING, size: range.keySize ?? fixed(1) }
      : { cost: NOTHING, size: range.keySize, declared: range.declared && keyOf(range.declared) };
    inner.set(node.variable, node.variable2 === undefined && isList ? item : key);
    if (node.variable2 !== undefined) inner.set(node.variable2, item);
    const round = [node.step, node.condition].map((part) => this.known(part, inner));
    const result = this.known(node.result, accumulating);
    const rounds = times(sized(range), sumOf(round.map((part) => part.cost)));
    const cost = plus(plus(before, result.cost), rounds);
    if (node.init.kind === 'literal') return { cost, size: init.size };
    return { cost, size: sized(range), itemSize: round[0]?.itemSize };
  }
}

function literalSize(value: (Expression & { readonly kind: 'literal' })['value']): Range {
  if (typeof value === 'string') return fixed(codePointCount(value));
  return fixed(value instanceof Uint8Array ? value.length : 1);
}

/** From the smallest to the largest of the parts. */
function spread(parts: readonly Known[]): Range {
  return parts.length === 0 ? NOTHING : parts.map(sized).reduce(either, { min: MOST, max: 0 });
}

function itemSizeOf({ declared, itemSize }: Known): Range | undefined {
  const item = declared && itemOf(declared);
  return item ? declaredSize(item) : itemSize;
}

function itemOf(type: CelType): CelType | undefined {
  return type.kind === 'list' ? type.item : type.kind === 'map' ? type.value : undefined;
}

function keyOf(type: CelType): CelType | undefined {
  return type.kind === 'map' ? keyTypeOf(type) : undefined;
}

function fieldOf(type: CelType, field: string): CelType | undefined {
  if (type.kind === 'map') return type.hasFields ? type.value : undefined;
  return type.kind === 'object' ? type.fields.get(field) : undefined;
}
