// One row of the kinds table: a resource's names and facts, and the few functions in which kinds differ. The API
// server's pipeline is one engine that reads these rows; a custom resource is the same row, made at run time.

import { PairTexts } from '../sim/pair-texts';
import type { SubresourceFacts } from './generated/resources.gen';
import type { JSONSchemaProps, ObjectMeta } from './generated/types.gen';
import type { NewPolicyExpressions } from './policy-expressions';

/** What every stored object has. Kinds' own types come from `generated/`. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** One refused field, as upstream's field.Error: `{field}: {type}: {detail}` makes the text. */
export interface FieldError {
  readonly type:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden'
    | 'FieldValueNotFound'
    | 'FieldValueDuplicate'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueTypeInvalid'
    | 'FieldValueTooFew'
    | 'FieldValueTooShort'
    | 'InternalError';
  readonly field: string;
  /** Text after the path, e.g. `Required value: name or generateName is required`. */
  readonly message: string;
}

/** Where a kind's own functions may look and draw from; all of it deterministic. */
export interface StrategyContext {
  readonly nowMs: number;
  readonly uid: (key: string) => string;
  /** Who asks. */
  readonly user: () => RequestUser;
  /** Tells whoever asks of something, before all other warnings. */
  readonly warn: (text: string) => void;
}

/** A user as the server knows one after authentication: a name and groups, no more is kept of anybody. */
export interface RequestUser {
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid?: string | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What a write to a subresource may change, and what is wrong with it. */
export interface SubresourceUpdate<T> {
  readonly prepare: (next: T, stored: T, cx: StrategyContext) => T;
  readonly validate: (next: T, stored: T) => readonly FieldError[];
}

export type IndexFunction<T> = (object: T) => string | readonly string[] | undefined;

/** Where a custom resource keeps what its scale subresource shows: `.spec.replicas`. */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath: string | undefined;
}

/** What one version of a custom resource adds to a row. */
export interface CustomKind {
  /** Name of its CustomResourceDefinition. */
  readonly definition: string;
  readonly listKind: string;
  /** The version's schema, its defaults pruned. */
  readonly jsonSchema: JSONSchemaProps;
  readonly scale: ScalePaths | undefined;
  /** Sent with every answer: the version is deprecated. */
  readonly warning: string | undefined;
  /** The definition is being deleted: nothing can be created any more. */
  readonly isTerminating: boolean;
  /** Takes out what the schema does not know; adds the paths of that to `unknown`, when it is wanted. */
  readonly prune: (object: KubeObject, unknown?: string[]) => KubeObject;
  /** A stored object as this version shows it. */
  readonly fromStorage: (stored: KubeObject) => KubeObject;
  /** An object of this version as it is stored. */
  readonly toStorage: (object: KubeObject) => KubeObject;
}

/** A column of a custom resource's table, as its definition declares it. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly priority?: number | undefined;
  readonly jsonPath: string;
}

export interface KindRow<T extends KubeObject = KubeObject> {
  /** Its name in the kinds table: `Pod`, or `Event.events.k8s.io` where another row has the plain name. */
  readonly key: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly SubresourceFacts[];
  /** Name of its type and of its schema in `generated/`. */
  readonly schema: string;
  /** Fills in defaults; returns the same object when there is nothing to fill. What is stored already has its own. */
  readonly defaults?: (object: T, stored?: T) => T;
  /** On create, after defaults and mutating admission: reset status, generation, derived fields. */
  readonly prepareCreate?: (object: T, cx: StrategyContext) => T;
  /** On update of the main resource: what the server keeps from the stored object, e.g. status. */
  readonly prepareUpdate?: (next: T, stored: T, cx: StrategyContext) => T;
  /** On update of /status; everything but status is kept from the stored object when absent. */
  readonly prepareStatusUpdate?: (next: T, stored: T, cx: StrategyContext) => T;
  /** Writes to subresources, other than status and scale, that have rules of their own. */
  readonly subresourceUpdates?: Readonly<Record<string, SubresourceUpdate<T>>>;
  /** On create. */
  readonly validate?: (object: T, expressions: NewPolicyExpressions) => readonly FieldError[];
  /**
   * On update of the main resource; `validate` stands in where a kind has none. What was wrong before and may stay so
   * goes to `warnings`.
   */
  readonly validateUpdate?: (
    next: T,
    stored: T,
    warnings: string[] | undefined,
    expressions: NewPolicyExpressions,
  ) => readonly FieldError[];
  /** On update of /status. */
  readonly validateStatusUpdate?: (next: T, stored: T, warnings?: string[]) => readonly FieldError[];
  /** On update of /status. */
  readonly statusWarnings?: (object: T) => readonly string[];
  /** Told with every delete of an old version. */
  readonly deprecation?: string;
  /** On create (without `stored`) and on update of the main resource. */
  readonly warnings?: (object: T, stored?: T) => readonly string[];
  /** metadata.generation is counted: 1 at create, +1 when `spec` differs. */
  readonly hasGeneration?: boolean;
  /** When generation goes up besides a changed spec, e.g. a Deployment's annotations. */
  readonly bumpsGeneration?: (next: T, stored: T) => boolean;
  /** Named indexes, as client-go's: the store keeps them, `cx.by(kind, index, value)` reads them. */
  readonly indexes?: Readonly<Record<string, IndexFunction<T>>>;
  /** Field selectors besides metadata.name and metadata.namespace, path to value. */
  readonly selectableFields?: Readonly<Record<string, (object: T) => string>>;
  /** Of a custom resource: its table's columns besides the name; empty for the age alone. */
  readonly printerColumns?: readonly PrinterColumn[];
  /** True for kinds whose PUT must carry a resourceVersion. */
  readonly updateNeedsResourceVersion?: boolean;
  /** True for kinds that a PUT or apply to an absent name creates. */
  readonly createsOnUpdate?: boolean;
  /** True for kinds whose DELETE answers with the object, not with a Status. */
  readonly returnsDeleted?: boolean;
  /** Pods and the like: graceful deletion. Seconds of grace, or 0 for at once. */
  readonly graceSeconds?: (object: T, asked: number | undefined) => number;
  /** Why the object of this name may not be deleted. */
  readonly undeletable?: (name: string) => string | undefined;
  /** The first delete of an object that a controller of the server's own takes apart: marked, it stays. */
  readonly markDeleted?: (stored: T, nowMs: number) => T;
  /** Propagation when a delete names none; Background unless given. */
  readonly defaultPropagation?: 'Orphan' | 'Background';
  /** The server keeps no watch cache of it: Events. */
  readonly uncached?: boolean;
  /** An older version of a kind: its objects are kept in the form of the row with this key. */
  readonly storedAs?: {
    readonly key: string;
    readonly toStored: (object: KubeObject) => KubeObject;
    readonly fromStored: (object: KubeObject) => KubeObject;
    /** Rules of its own, on the form that is stored. */
    readonly validate?: (object: KubeObject) => readonly FieldError[];
    readonly validateUpdate?: (next: KubeObject, stored: KubeObject) => readonly FieldError[];
  };
  /** The history leaves it out: Leases are written too often, IPAddresses say nothing of their own. */
  readonly transient?: boolean;
  /** What only a custom resource has. */
  readonly custom?: CustomKind;
}

/** What a kind's own file contributes; names and verbs come from the generated table. */
export type KindBehaviour<T extends KubeObject = KubeObject> = Omit<
  KindRow<T>,
  | 'key'
  | 'group'
  | 'version'
  | 'kind'
  | 'plural'
  | 'singular'
  | 'shortNames'
  | 'categories'
  | 'namespaced'
  | 'verbs'
  | 'subresources'
  | 'schema'
>;

/** Declares what one kind does of its own; `kinds/table.ts` joins it with the generated facts. */
export function defineKind<T extends KubeObject>(behaviour: KindBehaviour<T>): KindBehaviour<T> {
  return behaviour;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(row: Pick<KindRow, 'group' | 'version'>): string {
  return row.group === '' ? row.version : `${row.group}/${row.version}`;
}

/** `deployments.apps`, or `pods` for the core group: the subject of most refusals. */
export function resourceName(row: Pick<KindRow, 'group' | 'plural'>): string {
  return row.group === '' ? row.plural : `${row.plural}.${row.group}`;
}

/** `ns/name`, or `name` for cluster-scoped objects: an object's key in the store. */
export function objectKey(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return keyOf(namespace, name);
}

const MAX_KEYS = 200_000;
/** Joined, not put together: a flat text is compared faster. */
const keys = new PairTexts(MAX_KEYS, (namespace, name) => [namespace, name].join('/'));

export function keyOf(namespace: string | undefined, name: string): string {
  return namespace ? keys.of(namespace, name) : name;
}

/** Of an object that is written now and hardly ever looked up by its name: an Event. */
export function keyOnce(namespace: string, name: string): string {
  return keys.once(namespace, name);
}

/** The two halves of an object's key; namespace is undefined for cluster-scoped objects. */
export function splitKey(key: string): { readonly namespace: string | undefined; readonly name: string } {
  const slash = key.indexOf('/');
  return slash < 0
    ? { namespace: undefined, name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
