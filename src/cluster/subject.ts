// What a matcher is asked about: an object by kind and name, a selection of objects, or something an action gave back.
// Recognised by a brand, never by class: a test runner can load this library twice.

import type { Reader } from '../api/actor';
import { ApiError } from '../api/api-error';
import { compileFieldSelector, type ObjectTest } from '../api/field-selector';
import type { KubeObject } from '../kinds/kind';
import type { KindName, KindOf } from '../kinds/kind-map';
import { parseSelector } from '../kinds/label-selector-parse';
import type { Cluster } from './cluster';
import { UsageError } from './describe/usage-error';

export const SUBJECT = Symbol.for('wavetank.subject');

/** How many of a selection must match. */
export type Quantifier =
  | { readonly of: 'all' | 'any' | 'none' }
  | { readonly of: 'exactly' | 'atLeast' | 'atMost'; readonly count: number };

/** An object, which need not exist (yet), or a selection of objects of one kind. */
export interface Subject<K extends KindName = KindName> {
  readonly [SUBJECT]: 'object' | 'selection';
  readonly cluster: Cluster;
  readonly kind: K;
  readonly namespace: string;
  /** Set on a single object. */
  readonly name: string | undefined;
  /** Set on a selection: label selector text, '' for all of the namespace. */
  readonly selector: string | undefined;
  readonly fieldSelector: string | undefined;
  readonly quantifier: Quantifier;
  /** The object as it stands now; undefined when it does not exist. Of a selection: the first. */
  readonly object: KindOf<K> | undefined;
  /** The objects as they stand now, in the order of their names. */
  readonly objects: readonly KindOf<K>[];
}

export interface SelectionOptions {
  /** Label selector text: `app=web,tier in (a,b)`. */
  readonly labels?: string;
  /** Field selector text: `spec.nodeName=node-1`. */
  readonly fields?: string;
  readonly namespace?: string;
}

/** jest copies what it shows a difference of, but for objects that name the properties which count. */
const PRINTED = Symbol.for('@jest/serializableProperties');

/** Sets the cluster of a subject such that nobody who prints, copies or compares the subject meets all of it. */
export function hideCluster(subject: object, cluster: Cluster): void {
  const printed = Object.keys(subject).filter((name) => name !== 'cluster');
  Object.defineProperties(subject, {
    cluster: { value: cluster, enumerable: false },
    [PRINTED]: { value: printed, enumerable: false },
  });
}

class ClusterSubject<K extends KindName> implements Subject<K> {
  readonly [SUBJECT]: 'object' | 'selection';
  declare readonly cluster: Cluster;
  readonly kind: K;
  readonly namespace: string;
  readonly name: string | undefined;
  readonly selector: string | undefined;
  readonly fieldSelector: string | undefined;
  readonly quantifier: Quantifier;

  constructor(cluster: Cluster, parts: Omit<Subject<K>, 'cluster' | 'object' | 'objects' | typeof SUBJECT>) {
    this[SUBJECT] = parts.name === undefined ? 'selection' : 'object';
    this.kind = parts.kind;
    this.namespace = parts.namespace;
    this.name = parts.name;
    this.selector = parts.selector;
    this.fieldSelector = parts.fieldSelector;
    this.quantifier = parts.quantifier;
    hideCluster(this, cluster);
  }

  get object(): KindOf<K> | undefined {
    return this.objects[0];
  }

  get objects(): readonly KindOf<K>[] {
    return objectsOf(this, this.cluster.reader);
  }

  /** For printers: the subject's name instead of the whole cluster behind it. */
  toJSON(): string {
    return subjectText(this);
  }
}

/** One object of a kind by name. */
export function objectSubject<K extends KindName>(
  cluster: Cluster,
  kind: K,
  namespace: string,
  name: string,
): Subject<K> {
  const parts = {
    kind,
    namespace,
    name,
    selector: undefined,
    fieldSelector: undefined,
    quantifier: { of: 'all' } as const,
  };
  return new ClusterSubject(cluster, parts);
}

/** All objects of a kind in a namespace that the selectors match. Errors: UsageError for a bad selector. */
export function selectionSubject<K extends KindName>(
  cluster: Cluster,
  kind: K,
  namespace: string,
  options: SelectionOptions,
): Subject<K> {
  const selector = parseSelector(options.labels ?? '');
  if ('error' in selector) throw new UsageError(`label selector "${options.labels}": ${selector.error}`);
  const parts = {
    kind,
    namespace: options.namespace ?? namespace,
    name: undefined,
    selector: options.labels ?? '',
    fieldSelector: options.fields,
    quantifier: { of: 'all' } as const,
  };
  fieldTest(cluster, parts.kind, options.fields);
  return new ClusterSubject(cluster, parts);
}

/** The same subject with another quantifier. */
export function quantified<K extends KindName>(subject: Subject<K>, quantifier: Quantifier): Subject<K> {
  return new ClusterSubject(subject.cluster, { ...parts(subject), quantifier });
}

function parts<K extends KindName>(subject: Subject<K>) {
  const { kind, namespace, name, selector, fieldSelector, quantifier } = subject;
  return { kind, namespace, name, selector, fieldSelector, quantifier };
}

/** The subject's objects in any state of the cluster, the present or a past one. */
export function objectsOf<K extends KindName>(subject: Subject<K>, reader: Reader): readonly KindOf<K>[] {
  const row = reader.registry.byKey(subject.kind);
  // A custom kind that is not served has no objects.
  if (!row) return [];
  const { namespaced } = row;
  if (subject.name !== undefined) {
    const found = reader.get(subject.kind, namespaced ? subject.namespace : undefined, subject.name);
    return found ? [found] : [];
  }
  const listed = reader.list(subject.kind, namespaced ? subject.namespace : undefined) as readonly KubeObject[];
  return listed.filter(memberTest(subject)) as unknown as readonly KindOf<K>[];
}

const memberTests = new WeakMap<Subject, (object: KubeObject) => boolean>();

/** Whether an object of the subject's kind and namespace belongs to the selection. */
export function memberTest(subject: Subject): (object: KubeObject) => boolean {
  let test = memberTests.get(subject);
  if (!test) {
    const selector = parseSelector(subject.selector ?? '');
    const byFields = fieldTest(subject.cluster, subject.kind, subject.fieldSelector);
    test = (object) =>
      'matches' in selector && selector.matches(object.metadata.labels) && (!byFields || byFields(object));
    memberTests.set(subject, test);
  }
  return test;
}

/** Compiles `a.b=c,d!=e` against the fields that the kind can be selected by; undefined when all are meant. */
function fieldTest(cluster: Cluster, kind: KindName, text: string | undefined): ObjectTest | undefined {
  const row = text ? cluster.simulation.store.registry.byKey(kind) : undefined;
  if (!text || !row) return undefined;
  try {
    return compileFieldSelector(row, text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const fields = ['metadata.name', 'metadata.namespace', ...Object.keys(row.selectableFields ?? {})]
      .sort()
      .join(', ');
    throw new UsageError(`field selector "${text}": ${error.message}, expected ${fields}`);
  }
}

/** Something that an action gave back: traffic, a response, a refusal, a cluster's event list. */
export interface ResultSubject<Type extends string = string> {
  readonly [SUBJECT]: Type;
  readonly cluster: Cluster;
}

export function isSubject(value: unknown): value is Subject {
  if (typeof value !== 'object' || value === null) return false;
  const brand = (value as Partial<Record<symbol, unknown>>)[SUBJECT];
  return brand === 'object' || brand === 'selection';
}

/** `deployment/frontend`, `pods app=web in shop`: a subject as messages name it. */
export function subjectText(subject: Subject): string {
  const kind = subject.kind.toLowerCase();
  const place = subject.namespace && subject.namespace !== 'default' ? ` in namespace ${subject.namespace}` : '';
  if (subject.name !== undefined) return `${kind}/${subject.name}${place}`;
  const by = [subject.selector, subject.fieldSelector].filter(Boolean).join(', ');
  return `${kind} selection${by ? ` (${by})` : ''}${place}`;
}

export function objectText(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  const place = namespace && namespace !== 'default' ? ` in namespace ${namespace}` : '';
  return `${object.kind.toLowerCase()}/${name}${place}`;
}
