// Which type may stand where another is asked for, with type parameters bound on the way.
// upstream: cel-go checker/types.go

import { type CelType, DYN, parametersOf, sameType, withParameters } from './types';

/** What type parameters stand for so far, by name. */
export type Bindings = Map<string, CelType>;

const isDyn = (type: CelType) => type.kind === 'dyn';
export const isDynOrError = (type: CelType) => type.kind === 'dyn' || type.kind === 'error';

/** The bindings under which each of `given` may stand for that of `asked` beside it; undefined when it may not. */
export function assignable(
  bindings: Bindings,
  given: readonly CelType[],
  asked: readonly CelType[],
): Bindings | undefined {
  const copy = new Map(bindings);
  return allFit(copy, given, asked) ? copy : undefined;
}

function allFit(bindings: Bindings, given: readonly CelType[], asked: readonly CelType[]): boolean {
  return given.length === asked.length && given.every((type, index) => fits(bindings, type, asked[index] as CelType));
}

function fits(bindings: Bindings, given: CelType, asked: CelType): boolean {
  if (asked.kind === 'parameter') {
    const answer = bind(bindings, given, asked);
    if (answer !== 'no') return answer === 'yes';
  }
  if (given.kind === 'parameter') return bind(bindings, asked, given) === 'yes';
  if (isDynOrError(given) || isDynOrError(asked)) return true;
  if (given.kind === 'null') return isNullable(asked);
  if (asked.kind === 'null') return isNullable(given);
  if (given.kind === 'type') return asked.kind === 'type';
  if (given.kind !== asked.kind) return false;
  const [left, right] = [parametersOf(given), parametersOf(asked)];
  if (left.length === 0 && right.length === 0) return sameType(given, asked);
  if (given.kind === 'opaque' && asked.kind === 'opaque' && given.name !== asked.name) return false;
  return allFit(bindings, left, right);
}

const NULLABLE: readonly CelType['kind'][] = ['opaque', 'object', 'duration', 'timestamp', 'null'];
const isNullable = (type: CelType) => NULLABLE.includes(type.kind);

type Parameter = CelType & { readonly kind: 'parameter' };

/** Whether a parameter may stand for a type; `clash` when it stands for another one already. */
function bind(bindings: Bindings, type: CelType, parameter: Parameter): 'yes' | 'no' | 'clash' {
  if (type.kind === 'parameter' && type.name === parameter.name) return 'yes';
  const bound = bindings.get(parameter.name);
  if (bound) {
    if (sameType(type, bound)) return 'yes';
    if (!fits(bindings, type, bound)) return 'clash';
    const general = mostGeneral(type, bound);
    if (!occurs(bindings, parameter, general)) bindings.set(parameter.name, general);
    return 'yes';
  }
  if (occurs(bindings, parameter, type)) return 'no';
  bindings.set(parameter.name, type);
  return 'yes';
}

/** The more general of two types that are known to unify. */
export function mostGeneral(a: CelType, b: CelType): CelType {
  return isAtMostAsSpecific(a, b) ? a : b;
}

function isAtMostAsSpecific(a: CelType, b: CelType): boolean {
  if (isDyn(a) || a.kind === 'parameter') return true;
  if (isDyn(b) || b.kind === 'parameter' || a.kind !== b.kind) return false;
  if (a.kind === 'type') return true;
  const [left, right] = [parametersOf(a), parametersOf(b)];
  if (left.length === 0) return sameType(a, b);
  if (a.kind === 'opaque' && b.kind === 'opaque' && a.name !== b.name) return false;
  return left.length === right.length && left.every((type, at) => isAtMostAsSpecific(type, right[at] as CelType));
}

function occurs(bindings: Bindings, parameter: Parameter, within: CelType): boolean {
  if (within.kind === 'parameter') {
    if (within.name === parameter.name) return true;
    const bound = bindings.get(within.name);
    return bound !== undefined && occurs(bindings, parameter, bound);
  }
  return parametersOf(within).some((type) => occurs(bindings, parameter, type));
}

/** The type with every bound parameter put in; unbound ones become dyn when asked. */
export function substitute(bindings: Bindings, type: CelType, unboundIsDyn = false): CelType {
  if (type.kind === 'parameter') {
    const bound = bindings.get(type.name);
    if (bound) return substitute(bindings, bound, unboundIsDyn);
    return unboundIsDyn ? DYN : type;
  }
  const parameters = parametersOf(type);
  if (parameters.length === 0) return type;
  const next = parameters.map((parameter) => substitute(bindings, parameter, unboundIsDyn));
  return next.every((parameter, index) => parameter === parameters[index]) ? type : withParameters(type, next);
}
