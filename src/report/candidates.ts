// When nothing matched: what there is instead, nearest first, so that a typo shows.

import type { Reader } from '../api/actor';
import type { Change } from '../api/change';
import { memberTest, type Subject } from '../cluster/subject';
import { type KubeObject, keyOf } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import { offsetText } from './places';
import { pluralOf } from './subject-text';
import { counted, someOf } from './value-text';

const SHOWN = 5;

/** Lines about an object that is not there. */
export function absentLines(subject: Subject, reader: Reader): readonly string[] {
  const { cluster, kind, namespace, name = '' } = subject;
  const all = reader.list(kind) as readonly KubeObject[];
  const here = all.filter((object) => (object.metadata.namespace ?? '') === namespace);
  const names = here.map((object) => object.metadata.name);
  const lines: string[] = [];
  const gone = removalOf(subject, reader.nowMs);
  if (gone) lines.push(`it was removed at ${offsetText(cluster, gone.atMs)}`);
  const meant = nearest(name, names) ?? names.find((each) => each.startsWith(`${name}-`));
  if (meant !== undefined) lines.push(`did you mean ${kind.toLowerCase()}/${meant}?`);
  const elsewhere = all.find((object) => object.metadata.name === name);
  if (elsewhere) lines.push(`there is one of this name in namespace ${elsewhere.metadata.namespace}`);
  lines.push(`${pluralOf(kind)}${inNamespace(namespace)}: ${someOf(names, SHOWN)}`);
  return lines;
}

/** Lines about a selection that matches nothing. */
export function emptyLines(subject: Subject, reader: Reader): readonly string[] {
  const { kind, namespace, selector = '', fieldSelector } = subject;
  const all = reader.list(kind) as readonly KubeObject[];
  const here = all.filter((object) => (object.metadata.namespace ?? '') === namespace);
  const isMember = memberTest(subject);
  const elsewhere = all.filter((object) => !here.includes(object) && isMember(object));
  const lines = fieldSelector ? [] : nearestLabels(selector, here);
  const places = [...new Set(elsewhere.map((object) => object.metadata.namespace ?? ''))];
  if (elsewhere.length > 0) {
    lines.push(`${counted(elsewhere.length, kind.toLowerCase())} in other namespaces: ${someOf(places, SHOWN)}`);
  }
  if (here.length === 0) return [...lines, `there are no ${pluralOf(kind)}${inNamespace(namespace)}`];
  lines.push(`${pluralOf(kind)}${inNamespace(namespace)}:`);
  for (const object of here.slice(0, SHOWN)) lines.push(`  ${object.metadata.name}  ${labelsText(object)}`);
  if (here.length > SHOWN) lines.push(`  and ${here.length - SHOWN} more`);
  return lines;
}

/** For each `key=value` of the selector that no object has: the nearest key, or the nearest value of that key. */
function nearestLabels(selector: string, objects: readonly KubeObject[]): string[] {
  const lines: string[] = [];
  for (const term of selector.split(',')) {
    const [, key = '', value] = /^\s*([^=!<>\s()]+)\s*(?:==?\s*([^=\s]+))?\s*$/.exec(term) ?? [];
    if (key === '') continue;
    const keys = new Set(objects.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {})));
    const values = new Set(objects.map(({ metadata }) => metadata.labels?.[key]).filter((each) => each !== undefined));
    if (!keys.has(key)) {
      const meant = nearest(key, keys);
      if (meant !== undefined) lines.push(`did you mean the label ${meant}?`);
    } else if (value !== undefined && !values.has(value)) {
      const meant = nearest(value, values);
      if (meant !== undefined) lines.push(`did you mean ${key}=${meant}?`);
    }
  }
  return lines;
}

export function labelsText({ metadata }: KubeObject): string {
  const labels = Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return labels.length > 0 ? labels.join(',') : '(no labels)';
}

/** The write that took the object away, if that is the last that happened to it. */
export function removalOf({ cluster, kind, namespace, name = '' }: Subject, untilMs: number): Change | undefined {
  const { changes } = cluster.simulation.store;
  const key = keyOf(namespace || undefined, name);
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index] as Change;
    if (change.kind !== kind || change.key !== key || change.atMs > untilMs) continue;
    return change.type === 'DELETED' ? change : undefined;
  }
  return undefined;
}

const inNamespace = (namespace: string) => (namespace === '' ? '' : ` in namespace ${namespace}`);
