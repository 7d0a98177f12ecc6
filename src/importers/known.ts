// What can be told about a suite's cluster from its text alone: the kinds that its definitions bring, and the objects
// that steps so far have made.

import { isPlainMap } from '../cluster/describe/types';
import { builtInKinds } from '../kinds/table';
import type { Data } from './documents';

/** A kind as subjects and actions name it. */
export interface KnownKindWord {
  /** `deployment`; with its group where that alone would be another kind. */
  readonly word: string;
  /** The same of several. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** Of a definition in the suite: its controller does not run. */
  readonly isCustom: boolean;
}

export interface KnownObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Data;
  /** As it was made first. */
  readonly data: Data;
}

export class Known {
  readonly #definitions = new Map<string, KnownKindWord>();
  readonly #names = new Map<string, KnownKindWord>();
  readonly #objects = new Map<string, KnownObject>();
  readonly #ever = new Set<string>();

  kind(apiVersion: string, kind: string): KnownKindWord | undefined {
    const row = builtInKinds.byVersion(apiVersion, kind);
    if (!row) return this.#definitions.get(`${apiVersion}/${kind}`);
    const short = kind.toLowerCase();
    const word = builtInKinds.byName(short) === row ? short : `${row.plural}.${row.version}.${row.group}`;
    const plural = builtInKinds.byName(row.plural) === row ? row.plural : word;
    return { word, plural, namespaced: row.namespaced, isCustom: false };
  }

  /** A kind of a definition in the suite by any of kubectl's names. */
  named(word: string): KnownKindWord | undefined {
    return this.#names.get(word.toLowerCase());
  }

  /** The definition's kinds are known from now on. */
  define(definition: Data): void {
    const spec = isPlainMap(definition.spec) ? definition.spec : {};
    const { group, names, versions, scope } = spec;
    if (!isPlainMap(names) || !Array.isArray(versions)) return;
    const short = String(names.kind).toLowerCase();
    const word = builtInKinds.byName(short) ? `${String(names.plural)}.${String(group)}` : short;
    for (const version of versions) {
      if (!isPlainMap(version)) continue;
      const key = `${String(group)}/${String(version.name)}/${String(names.kind)}`;
      const found = { word, plural: word, namespaced: scope === 'Namespaced', isCustom: true };
      this.#definitions.set(key, found);
      const given = [short, names.plural, names.singular, `${String(names.plural)}.${String(group)}`];
      const shortNames: readonly unknown[] = Array.isArray(names.shortNames) ? names.shortNames : [];
      for (const name of [...given, ...shortNames]) if (typeof name === 'string') this.#names.set(name, found);
    }
  }

  /** The object is there from now on. */
  made(object: Data, namespace: string): void {
    if (object.kind === 'CustomResourceDefinition') this.define(object);
    const found = this.#identity(object, namespace);
    if (!found) return;
    this.#objects.set(keyOf(found), found);
    this.#ever.add(keyOf(found));
  }

  gone(object: Data, namespace: string): void {
    const found = this.#identity(object, namespace);
    if (found) this.#objects.delete(keyOf(found));
  }

  /** As `gone`, by the words of a command. */
  forget(word: string, name: string, namespace: string): void {
    const row = builtInKinds.byName(word);
    for (const [key, object] of this.#objects) {
      const isKind = row ? object.kind === row.kind : this.named(word) === this.kind(object.apiVersion, object.kind);
      if (isKind && object.name === name && ['', namespace].includes(object.namespace)) this.#objects.delete(key);
    }
  }

  isThere(object: Data, namespace: string): boolean {
    const found = this.#identity(object, namespace);
    return found !== undefined && this.#objects.has(keyOf(found));
  }

  /** The object as a step made it; undefined when none did, or it is gone. */
  object(object: Data, namespace: string): Data | undefined {
    const found = this.#identity(object, namespace);
    return found && this.#objects.get(keyOf(found))?.data;
  }

  /** Whether steps made it at any time. */
  wasMade(object: Data, namespace: string): boolean {
    const found = this.#identity(object, namespace);
    return found !== undefined && this.#ever.has(keyOf(found));
  }

  /** The objects of a kind that steps so far have made, those with all the labels. */
  selected(apiVersion: string, kind: string, namespace: string, labels: Data): readonly KnownObject[] {
    const place = this.kind(apiVersion, kind)?.namespaced ? namespace : '';
    return [...this.#objects.values()].filter(
      (object) =>
        object.kind === kind &&
        groupOf(object.apiVersion) === groupOf(apiVersion) &&
        object.namespace === place &&
        Object.keys(labels).every((key) => object.labels[key] === labels[key]),
    );
  }

  /** Whether steps so far made anything of which controllers make more. */
  get hasWorkloads(): boolean {
    return [...this.#objects.values()].some(({ kind }) => WORKLOADS.includes(kind));
  }

  #identity(object: Data, namespace: string): KnownObject | undefined {
    const { apiVersion, kind, metadata } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isPlainMap(metadata)) return undefined;
    const known = this.kind(apiVersion, kind);
    if (!known || typeof metadata.name !== 'string') return undefined;
    const own = typeof metadata.namespace === 'string' ? metadata.namespace : namespace;
    const labels = isPlainMap(metadata.labels) ? metadata.labels : {};
    return { apiVersion, kind, name: metadata.name, namespace: known.namespaced ? own : '', labels, data: object };
  }
}

const WORKLOADS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicationController'];

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '');
const keyOf = ({ apiVersion, kind, namespace, name }: KnownObject) =>
  [groupOf(apiVersion), kind, namespace, name].join('|');
