// What an expression may name: variables, functions and types. Kubernetes' own environment is the base of every one.
// upstream: apiserver pkg/cel/environment/base.go (all that 1.36 has on)

import { FunctionTable, type Library } from './functions';
import { addressLibrary } from './library/addresses';
import { authorizationLibrary } from './library/authorization';
import { conversionLibrary } from './library/conversions';
import { listLibrary } from './library/lists';
import { formatLibrary } from './library/named-formats';
import { comprehensionLibrary, optionalLibrary } from './library/optionals';
import { quantityLibrary } from './library/quantities';
import { regularExpressionLibrary } from './library/regular-expressions';
import { semverLibrary } from './library/semantic-versions';
import { standardLibrary } from './library/standard';
import { stringLibrary } from './library/strings';
import { timeLibrary } from './library/times';
import { urlLibrary } from './library/urls';
import type { Macros } from './macros';
import { readType } from './signature';
import type { CelType } from './types';

/** Variables by name, `authorizer.requestResource` with its dot. */
export interface CelEnvironment {
  readonly variables: Readonly<Record<string, CelType>>;
  /** The object type of a name that the source may construct. */
  readonly objectType?: (name: string) => CelType | undefined;
  /** Macros, where they are others than those of Kubernetes' base. */
  readonly macros?: Macros;
  /** Functions beyond Kubernetes' base. */
  readonly functions?: FunctionTable;
}

const BASE: readonly Library[] = [
  standardLibrary,
  conversionLibrary,
  timeLibrary,
  optionalLibrary,
  comprehensionLibrary,
  stringLibrary,
  listLibrary,
  regularExpressionLibrary,
  urlLibrary,
  quantityLibrary,
  semverLibrary,
  addressLibrary,
  formatLibrary,
  authorizationLibrary,
];

let base: FunctionTable | undefined;

/** The functions that every environment of Kubernetes has. */
export function baseFunctions(): FunctionTable {
  base ??= new FunctionTable(BASE);
  return base;
}

/** The base functions and some more. */
export function functionsWith(...libraries: readonly Library[]): FunctionTable {
  return new FunctionTable([...BASE, ...libraries]);
}

/** Names that stand for types: `type(x) == int`. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  bool: 'bool',
  bytes: 'bytes',
  double: 'double',
  'google.protobuf.Duration': 'duration',
  int: 'int',
  list: 'list(dyn)',
  map: 'map(dyn, dyn)',
  null_type: 'null',
  string: 'string',
  'google.protobuf.Timestamp': 'timestamp',
  type: 'type',
  uint: 'uint',
  optional_type: 'optional(dyn)',
  'net.IP': 'net.IP',
  'net.CIDR': 'net.CIDR',
  'kubernetes.URL': 'kubernetes.URL',
  'kubernetes.Quantity': 'kubernetes.Quantity',
  'kubernetes.Semver': 'kubernetes.Semver',
  'kubernetes.NamedFormat': 'kubernetes.NamedFormat',
};

/** What a name declares: the type it has, and of a type's name also the value. */
export type Declared = { readonly type: CelType; readonly typeName?: string };

export function findIdentifier(environment: CelEnvironment, name: string): Declared | undefined {
  if (Object.hasOwn(environment.variables, name)) return { type: environment.variables[name] as CelType };
  const object = environment.objectType?.(name);
  if (object) return { type: { kind: 'type', of: object }, typeName: name };
  if (!Object.hasOwn(TYPE_NAMES, name)) return undefined;
  return { type: { kind: 'type', of: readType(TYPE_NAMES[name] as string) }, typeName: name };
}
