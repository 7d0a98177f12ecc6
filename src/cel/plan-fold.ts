// The loops that macros became. A loop that gathers a list or a map adds to it in place instead of copying it.
// upstream: cel-go interpreter/interpretable.go evalFold

import { charged, type Locals, type PlanStep, type Step } from './frame';
import { absorb } from './plan-logic';
import { callCost, LIST_COST } from './runtime-cost';
import { ACCUMULATOR, type Call, type Expression, type Fold } from './syntax';
import {
  type ArrayList,
  CelError,
  CelList,
  CelMap,
  type CelValue,
  type EntryMap,
  noSuchOverload,
  valueText,
} from './value';

export function planFold(plan: PlanStep, node: Fold, locals: Locals): Step {
  const slot = locals.length;
  const outer: Locals = [...locals, [node.accumulator, slot]];
  const variables: Locals = [[node.variable, slot + 1], ...second(node, slot + 2)];
  const inner: Locals = [...outer, ...variables];
  const range = plan(node.range, locals);
  const init = plan(node.init, locals);
  const condition = plan(node.condition, inner);
  const step = planRound(plan, node.step, inner);
  const result = plan(node.result, outer);
  const hasTwo = node.variable2 !== undefined;
  // After an error a later round of `all` or `exists` may still decide; other loops are over.
  const goesOn = node.init.kind === 'literal' && typeof node.init.value === 'boolean';
  return (frame) => {
    const items = range(frame);
    const values: (CelValue | CelError)[] = frame.locals;
    values[slot] = init(frame);
    eachRound(items, hasTwo, (first, second) => {
      values[slot + 1] = first;
      if (hasTwo) values[slot + 2] = second;
      if (condition(frame) === false) return false;
      values[slot] = goesOn ? absorb(step, frame) : step(frame);
      return true;
    });
    return result(frame);
  };
}

const second = ({ variable2 }: Fold, slot: number): Locals => (variable2 === undefined ? [] : [[variable2, slot]]);

/** Items, keys, or both halves of each; until a round says no. */
function eachRound(items: CelValue, hasTwo: boolean, round: (first: CelValue, second: CelValue) => boolean): void {
  if (items instanceof CelList) {
    for (let index = 0; index < items.size; index++) {
      const item = items.at(index);
      if (!round(hasTwo ? BigInt(index) : item, item)) return;
    }
  } else if (items instanceof CelMap) {
    for (const key of items.keys()) if (!round(key, hasTwo ? (items.find(key) as CelValue) : null)) return;
  } else throw noSuchOverload();
}

/** One round: what would make a new list or map out of the accumulator adds to it. */
function planRound(plan: PlanStep, node: Expression, locals: Locals): Step {
  if (node.kind === 'call' && node.name === '_?_:_' && isAccumulator(node.args[2])) {
    const [condition, add, keep] = [node.args[0], node.args[1], node.args[2]] as [Expression, Expression, Expression];
    const test = plan(condition, locals);
    const [gather, accumulator] = [planRound(plan, add, locals), plan(keep, locals)];
    return (frame) => {
      const value = test(frame);
      if (typeof value !== 'boolean') throw noSuchOverload();
      return value ? gather(frame) : accumulator(frame);
    };
  }
  if (node.kind === 'call' && node.name === '_+_' && isAccumulator(node.args[0])) {
    const added = node.args[1];
    if (added?.kind === 'list' && added.items.length === 1 && added.optional.length === 0) {
      return append(plan, node.args[0] as Expression, added.items[0] as Expression, locals);
    }
  }
  if (node.kind === 'call' && node.name === 'cel.@mapInsert') return insert(plan, node, locals);
  return plan(node, locals);
}

const isAccumulator = (node: Expression | undefined) => node?.kind === 'identifier' && node.name === ACCUMULATOR;

function append(plan: PlanStep, accumulator: Expression, added: Expression, locals: Locals): Step {
  const [list, item] = [plan(accumulator, locals), plan(added, locals)];
  const cost = LIST_COST + callCost('_+_')([null, null], null);
  return (frame) => {
    const gathered = list(frame) as ArrayList;
    gathered.items.push(item(frame));
    frame.budget.spend(cost);
    return gathered;
  };
}

/** `cel.@mapInsert(accumulator, key, value)` or `(accumulator, entries)`. */
function insert(plan: PlanStep, node: Call, locals: Locals): Step {
  const [accumulator, ...rest] = node.args.map((arg) => plan(arg, locals)) as [Step, Step, Step?];
  return charged(1, (frame) => {
    const map = accumulator(frame) as EntryMap;
    const [first, value] = rest.map((step) => (step as Step)(frame)) as [CelValue, CelValue?];
    if (value !== undefined) put(map, first, value);
    else if (first instanceof CelMap) for (const key of first.keys()) put(map, key, first.find(key) as CelValue);
    else throw noSuchOverload();
    return map;
  });
}

function put(map: EntryMap, key: CelValue, value: CelValue): void {
  if (map.find(key) !== undefined) throw new CelError(`insert failed: key ${valueText(key)} already exists`);
  map.set(key, value);
}
