// The edits of a manifest that a test suite should notice: each part taken away, each value changed. Parts come before
// what they hold, so that whoever finds a part that nobody needs can leave out the rest of it.

import type { Operation } from '../api/patch/json-patch';
import type { Manifest } from './check-object';
import { pointer } from './edit';
import { pathText } from './hints';
import type { FieldPath } from './source';

export interface Edit {
  /** The field in question; empty for the whole object. */
  readonly path: FieldPath;
  /** Undefined for an object that is left out. */
  readonly patch: readonly Operation[] | undefined;
  /** `replicas: 3 becomes 4`, `readinessProbe is left out` */
  readonly what: string;
  /** A relation is a field that leads to other objects: a selector, a label, a name. */
  readonly of: 'object' | 'field' | 'relation';
}

/** What an object is known by is not its content. */
const IDENTITY = new Set(['/apiVersion', '/kind', '/metadata/name', '/metadata/namespace', '/metadata/generateName']);

const RELATIONS =
  /\/(selector|matchLabels|labels|configMapRef|configMapKeyRef|configMap|secretRef|secretKeyRef|secret|claimName|serviceName|service|scaleTargetRef|serviceAccountName|roleRef|subjects|volumeMounts|storageClassName|priorityClassName|ingressClassName|targetPort)(\/|$)/;

const kindOf = (path: FieldPath) => (RELATIONS.test(pointer(path)) ? 'relation' : 'field');

/** The object, each of its fields and each item of its lists, taken away. */
export function removals(manifest: Manifest): readonly Edit[] {
  const edits: Edit[] = [{ path: [], patch: undefined, what: 'is left out', of: 'object' }];
  walk(manifest, [], (path) => {
    const patch = [{ op: 'remove', path: pointer(path) }];
    edits.push({ path, patch, what: `${pathText(path)} is left out`, of: kindOf(path) });
  });
  return edits;
}

/** Each value of the object as something else of its kind. */
export function changes(manifest: Manifest): readonly Edit[] {
  const edits: Edit[] = [];
  walk(manifest, [], (path, value) => {
    for (const other of others(path, value)) {
      const patch = [{ op: 'replace', path: pointer(path), value: other }];
      const what = `${pathText(path)}: ${JSON.stringify(value)} becomes ${JSON.stringify(other)}`;
      edits.push({ path, patch, what, of: kindOf(path) });
    }
  });
  return edits;
}

function walk(value: unknown, path: FieldPath, visit: (path: FieldPath, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (IDENTITY.has(pointer(at))) continue;
    // An object without metadata or spec is another one, not an edit of this one.
    if (at.length > 1) visit(at, part);
    walk(part, at, visit);
  }
}

const IMAGE = /^image$/;
const QUANTITY = /^(\d+)(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/;

function others(path: FieldPath, value: unknown): readonly unknown[] {
  const [name = ''] = path.slice(-1);
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return value > 0 ? [value + 1, value - 1] : [value + 1];
  if (typeof value !== 'string' || value === '') return [];
  if (IMAGE.test(String(name))) return [value.replace(/(@sha256:.*|:[^/:]*)?$/, ':changed')];
  const [, digits, unit = ''] = QUANTITY.exec(value) ?? [];
  if (digits !== undefined) return [`${Number(digits) * 2}${unit}`];
  return [`${value}-changed`];
}
