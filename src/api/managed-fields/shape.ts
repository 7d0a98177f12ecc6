// Types as server-side apply sees them: scalars, lists that merge by key, by value or not at all, and maps, of which a
// struct is one with declared fields.
// upstream: kube-openapi schemaconv/openapi.go, structured-merge-diff schema/elements.go

import { type FieldFacts, type SchemaFacts, schemaFacts, type TypeFacts } from '../../kinds/schema';
import { isMap } from '../patch/merge-patch';

export interface ScalarShape {
  readonly kind: 'scalar';
  readonly scalar: 'string' | 'numeric' | 'boolean' | 'untyped';
}

export interface ListShape {
  readonly kind: 'list';
  readonly atomic: boolean;
  /** None for a set. */
  readonly keys: readonly string[];
  readonly item: Shape;
}

export interface FieldShape {
  readonly shape: Shape;
  /** What it is taken to be as a key of an item that leaves it out. */
  readonly default: unknown;
  /** What stands for an absent one: Go's structs and what is written even when empty are always there. */
  readonly absent: unknown;
}

export interface MapShape {
  readonly kind: 'map';
  readonly atomic: boolean;
  readonly field: (name: string) => FieldShape | undefined;
  /** Fields that stand for something when they are absent. */
  readonly always: readonly string[];
  /** Of keys that are no declared field; undefined when there may be none. */
  readonly element: Shape | undefined;
}

/** Anything: told from the value. */
export interface AnyShape {
  readonly kind: 'any';
  readonly atomic: boolean;
}

export type Shape = ScalarShape | ListShape | MapShape | AnyShape;

const UNTYPED: ScalarShape = { kind: 'scalar', scalar: 'untyped' };
const ANY: AnyShape = { kind: 'any', atomic: true };
const DEDUCED: AnyShape = { kind: 'any', atomic: false };
const DEDUCED_MAP: MapShape = { kind: 'map', atomic: false, field: () => undefined, always: [], element: DEDUCED };
const DEDUCED_LIST: ListShape = { kind: 'list', atomic: true, keys: [], item: ANY };
const ANY_MAP: MapShape = { ...DEDUCED_MAP, atomic: true, element: ANY };

const SPECIAL: Readonly<Record<string, Shape>> = {
  Quantity: UNTYPED,
  IntOrString: UNTYPED,
  Time: UNTYPED,
  MicroTime: UNTYPED,
  RawExtension: ANY,
  JsonValue: DEDUCED,
  JSONSchemaPropsOrArray: DEDUCED,
  JSONSchemaPropsOrBool: DEDUCED,
  JSONSchemaPropsOrStringArray: DEDUCED,
};

const shapes = new WeakMap<SchemaFacts, MapShape>();

/** The shape of a schema by its name. */
export function shapeOf(schema: string): Shape {
  const special = Object.hasOwn(SPECIAL, schema) ? SPECIAL[schema] : undefined;
  const facts = special ? undefined : schemaFacts(schema);
  if (!facts) return special ?? DEDUCED;
  const known = shapes.get(facts);
  if (known) return known;
  const shape = structShape(facts);
  shapes.set(facts, shape);
  return shape;
}

/** A type with more than one form takes that of the value. */
export function formOf(shape: Shape, value: unknown): ScalarShape | ListShape | MapShape {
  if (shape.kind !== 'any') return shape;
  if (Array.isArray(value)) return DEDUCED_LIST;
  if (isMap(value) || value === null) return shape.atomic ? ANY_MAP : DEDUCED_MAP;
  return UNTYPED;
}

/** The shape of an entry; undefined when the map has no such field. */
export function memberShape(map: MapShape, key: string): Shape | undefined {
  return map.field(key)?.shape ?? map.element;
}

function structShape(facts: SchemaFacts): MapShape {
  const fields = new Map<string, FieldShape>();
  return {
    kind: 'map',
    atomic: facts.mapType === 'atomic',
    // Compiled when it is asked for, since schemas refer to one another in circles.
    field: (name) => {
      const known = fields.get(name);
      const field = known ? undefined : facts.fields.get(name);
      if (!field) return known;
      const absent = absentValue(field);
      const compiled = { shape: fieldShape(field), default: field.default ?? absent, absent };
      fields.set(name, compiled);
      return compiled;
    },
    always: [...facts.fields.values()].filter((field) => absentValue(field) !== undefined).map(({ name }) => name),
    element: facts.rest ? typeShape(facts.rest) : facts.fields.size === 0 ? DEDUCED : undefined,
  };
}

function fieldShape(field: FieldFacts): Shape {
  const shape = typeShape(field.type);
  if (shape.kind === 'list') return listShape(field, shape.item);
  if (shape.kind === 'scalar' || field.mapType === undefined) return shape;
  return { ...shape, atomic: field.mapType === 'atomic' };
}

function listShape(field: FieldFacts, item: Shape): ListShape {
  const merges = field.listType === undefined && (field.patchStrategy?.includes('merge') ?? false);
  const keys = field.listMapKeys ?? (merges && field.mergeKey !== undefined ? [field.mergeKey] : []);
  const atomic = field.listType === 'atomic' || (field.listType === undefined && !merges);
  return { kind: 'list', atomic, keys, item };
}

function typeShape(type: TypeFacts): Shape {
  if (type.kind === 'ref') return shapeOf(type.schema);
  if (type.kind === 'list') return { kind: 'list', atomic: true, keys: [], item: typeShape(type.item) };
  // Data without a schema is a map of itself.
  if (type.kind === 'map' && type.value === type) return DEDUCED;
  if (type.kind === 'map') return { ...DEDUCED_MAP, element: typeShape(type.value) };
  if (type.scalar === 'string' || type.scalar === 'bytes') return { kind: 'scalar', scalar: 'string' };
  return { kind: 'scalar', scalar: type.scalar === 'bool' ? 'boolean' : 'numeric' };
}

const EMPTY_STRUCT = Object.freeze({});

function absentValue({ type, pointer, omitEmpty }: FieldFacts): unknown {
  if (pointer) return undefined;
  if (type.kind === 'ref') return Object.hasOwn(SPECIAL, type.schema) ? null : EMPTY_STRUCT;
  if (omitEmpty) return undefined;
  if (type.kind !== 'scalar' || type.scalar === 'bytes') return null;
  return type.scalar === 'string' ? '' : type.scalar === 'bool' ? false : 0;
}
