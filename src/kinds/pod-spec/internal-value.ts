// Renders an object as the API server holds it inside: with Go's field names, in Go's order, nothing left out. Refusals
// of whole structs (a job's template, a pod's changed spec) show their values so.

import type { PodSpec, PodTemplateSpec } from '../generated/types.gen';
import { goJsonLines, goStruct } from '../go-json';
import { canonicalQuantity } from '../quantity';
import { selectorValue } from '../validation/label-selector';
import { META_ORDER } from '../validation/object-meta';
import { unifiedDiff } from '../validation/unified-diff';
import { INTERNAL_TYPES } from './internal-types';

interface Field {
  readonly goName: string;
  readonly wireName: string;
  readonly type: string;
}

const fields = new Map<string, readonly Field[]>();

function fieldsOf(type: string): readonly Field[] {
  let known = fields.get(type);
  if (!known) {
    known = (INTERNAL_TYPES[type] ?? '').split(' ').flatMap(parseField);
    fields.set(type, known);
  }
  return known;
}

function parseField(text: string): readonly Field[] {
  if (text.startsWith('...')) return text === '...ObjectMeta' ? META_FIELDS : fieldsOf(text.slice(3));
  const [names = '', type = ''] = text.split(':');
  const [goName = '', wireName = goName.charAt(0).toLowerCase() + goName.slice(1)] = names.split('=');
  return [{ goName, wireName, type }];
}

/** Metadata keeps its wire names and leaves out what is empty. */
const META_FIELDS: readonly Field[] = META_ORDER.map((name) => ({
  goName: name,
  wireName: name,
  type: 'meta',
}));

/** The value as Go would print it; `type` is a name of `internal-types`. */
export function internalValue(type: string, value: object): object {
  const source = value as Readonly<Record<string, unknown>>;
  const metadata = source.metadata as Readonly<Record<string, unknown>> | undefined;
  const result: Record<string, unknown> = {};
  for (const { goName, wireName, type: fieldType } of fieldsOf(type)) {
    if (fieldType === 'meta') {
      if (metadata?.[wireName] !== undefined) result[goName] = metadata[wireName];
    } else result[goName] = render(fieldType, source[wireName]);
  }
  return goStruct(result);
}

function render(type: string, value: unknown): unknown {
  if (type.startsWith('*')) return value === undefined || value === null ? null : render(type.slice(1), value);
  if (type.startsWith('[]')) {
    return Array.isArray(value) ? value.map((item) => render(type.slice(2), item)) : null;
  }
  if (type.startsWith('map')) {
    if (typeof value !== 'object' || value === null) return null;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(type.slice(3), item)]));
  }
  switch (type) {
    case 's':
      return value ?? '';
    case 'i':
    case 'x':
      return value ?? 0;
    case 'b':
      return value ?? false;
    case 't':
    case 'raw':
      return value ?? null;
    case 'q':
      return value === undefined ? '0' : canonicalQuantity(value as string);
    case 'LabelSelector':
      return selectorValue(value ?? {});
    default:
      return internalValue(type, (value ?? {}) as object);
  }
}

/** A pod's spec; inside, the host's namespaces belong to the security context. */
export function internalPodSpec(spec: PodSpec): object {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = spec;
  const namespaces = { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers };
  return internalValue('PodSpec', { ...spec, securityContext: { ...spec.securityContext, ...namespaces } });
}

/** A template: its metadata's fields, then its spec. */
export function internalTemplate({ metadata, spec }: PodTemplateSpec): object {
  const given = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  const kept = META_ORDER.filter((name) => given[name] !== undefined).map((name) => [name, given[name]] as const);
  return goStruct({ ...Object.fromEntries(kept), Spec: internalPodSpec(spec) });
}

/** What differs between two values, as refusals of an update show it. upstream: apimachinery/pkg/util/diff Diff */
export function internalDiff(before: object, after: object): string {
  return unifiedDiff(goJsonLines(before), goJsonLines(after));
}
