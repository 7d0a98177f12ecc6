// CEL's types: what an environment declares its variables as, and what the checker works out for every expression.
// Sizes that a schema bounds stand in the type, for the estimate of a rule's cost.
// upstream: cel-go common/types, checker/format.go

interface Sized {
  /** Bytes of a string, items of a list or entries of a map at most; unbounded when absent. */
  readonly maxElements?: number;
}

export type PrimitiveKind =
  | 'dyn'
  | 'string'
  | 'int'
  | 'uint'
  | 'double'
  | 'bool'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'null';

export type CelType =
  | ({
      readonly kind: PrimitiveKind;
      /** `any` instead of `dyn`: of a type that is not known, and nothing to loop over. */
      readonly isAny?: boolean;
    } & Sized)
  | ({
      readonly kind: 'list';
      readonly item: CelType;
      /** A list that JSON gives as a set or as a map by these keys: `==` and `+` ignore its order. */
      readonly setOrKeys?: 'set' | readonly string[];
    } & Sized)
  | ({
      readonly kind: 'map';
      readonly key?: CelType;
      readonly value: CelType;
      /** The size of a value holds for `map.key` too, not only for `map["key"]`. */
      readonly hasFields?: boolean;
    } & Sized)
  | {
      readonly kind: 'object';
      readonly name: string;
      readonly fields: ReadonlyMap<string, CelType>;
      /** Has a field of every name, of any type. */
      readonly isOpen?: boolean;
    }
  | { readonly kind: 'opaque'; readonly name: string; readonly parameters: readonly CelType[] }
  | { readonly kind: 'type'; readonly of?: CelType }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'error' };

export const DYN: CelType = { kind: 'dyn' };
export const STRING: CelType = { kind: 'string' };
export const INT: CelType = { kind: 'int' };
export const UINT: CelType = { kind: 'uint' };
export const DOUBLE: CelType = { kind: 'double' };
export const BOOL: CelType = { kind: 'bool' };
export const BYTES: CelType = { kind: 'bytes' };
export const TIMESTAMP: CelType = { kind: 'timestamp' };
export const DURATION: CelType = { kind: 'duration' };
export const NULL: CelType = { kind: 'null' };
export const ERROR: CelType = { kind: 'error' };

const NO_FIELDS: ReadonlyMap<string, CelType> = new Map();

export const listOf = (item: CelType): CelType => ({ kind: 'list', item });
export const mapOf = (key: CelType, value: CelType): CelType => ({ kind: 'map', key, value });
export const optionalOf = (item: CelType): CelType => ({ kind: 'opaque', name: 'optional_type', parameters: [item] });
export const objectOf = (name: string, fields = NO_FIELDS): CelType => ({ kind: 'object', name, fields });

/** The key type of a map; those from JSON are strings. */
export function keyTypeOf(type: CelType & { readonly kind: 'map' }): CelType {
  return type.key ?? STRING;
}

/** What an optional holds; undefined for every other type. */
export function optionalItem(type: CelType): CelType | undefined {
  return type.kind === 'opaque' && type.name === 'optional_type' ? type.parameters[0] : undefined;
}

/** The types that a type is made of, in order. */
export function parametersOf(type: CelType): readonly CelType[] {
  if (type.kind === 'list') return [type.item];
  if (type.kind === 'map') return [keyTypeOf(type), type.value];
  if (type.kind === 'opaque') return type.parameters;
  if (type.kind === 'type' && type.of) return [type.of];
  return [];
}

/** The same type over other parameters. */
export function withParameters(type: CelType, parameters: readonly CelType[]): CelType {
  if (type.kind === 'list') return { ...type, item: parameters[0] as CelType };
  if (type.kind === 'map') return { ...type, key: parameters[0] as CelType, value: parameters[1] as CelType };
  if (type.kind === 'opaque') return { ...type, parameters };
  if (type.kind === 'type' && type.of) return { kind: 'type', of: parameters[0] as CelType };
  return type;
}

/** A type as errors print it: `list(string)`, `map(string, dyn)`, `optional_type(int)`. */
export function typeText(type: CelType): string {
  const parameters = parametersOf(type).map(typeText);
  return parameters.length === 0 ? nameOf(type) : `${nameOf(type)}(${parameters.join(', ')})`;
}

const FULL_NAMES: Readonly<Record<string, string>> = {
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  null: 'null_type',
};

/** A type by its full name, as Kubernetes' own texts print it. */
export function typeName(type: CelType): string {
  const parameters = parametersOf(type).map(typeName);
  const name = FULL_NAMES[type.kind] ?? nameOf(type);
  return parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`;
}

function nameOf(type: CelType): string {
  if (type.kind === 'object' || type.kind === 'opaque' || type.kind === 'parameter') return type.name;
  if (type.kind === 'dyn' && type.isAny) return 'any';
  return type.kind === 'error' ? '!error!' : type.kind;
}

/** Whether two types are the same one, sizes aside. */
export function sameType(a: CelType, b: CelType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || nameOf(a) !== nameOf(b)) return false;
  const [left, right] = [parametersOf(a), parametersOf(b)];
  return left.length === right.length && left.every((type, index) => sameType(type, right[index] as CelType));
}
