// What somebody may have meant by a kind or a field that does not exist.

import { resources } from '../kinds/generated/resources.gen';
import { nearest } from '../kinds/nearest';
import { type SchemaFacts, schemaFacts, type TypeFacts } from '../kinds/schema';
import type { FieldPath } from './source';

/** A kind that a manifest may be of. */
export interface KnownKind {
  readonly apiVersion: string;
  readonly kind: string;
}

export const servedKinds: readonly KnownKind[] = resources.map(({ group, version, kind }) => ({
  apiVersion: group === '' ? version : `${group}/${version}`,
  kind,
}));

/** Kinds that people find beside their manifests but that no API server serves. */
const NOT_SERVED: Readonly<Record<string, string>> = {
  Kustomization: 'a kustomization is rendered first: kubectl kustomize FOLDER, and its output loaded',
};

export interface KindHint {
  /** The field that is wrong. */
  readonly field: 'apiVersion' | 'kind';
  readonly hint: string | undefined;
}

export function kindHint(apiVersion: string, kind: string, custom: readonly KnownKind[]): KindHint {
  const known = [...servedKinds, ...custom];
  const versions = known.filter((candidate) => candidate.kind === kind).map((candidate) => candidate.apiVersion);
  if (versions.length > 0) return { field: 'apiVersion', hint: `${kind} is served as ${versions.join(' and ')}` };
  const here = known.filter((candidate) => candidate.apiVersion === apiVersion).map((candidate) => candidate.kind);
  const near =
    nearest(kind, here) ??
    nearest(
      kind,
      known.map((candidate) => candidate.kind),
    );
  const found = known.find((candidate) => candidate.kind === near);
  if (near === undefined || !found) return { field: 'kind', hint: NOT_SERVED[kind] };
  const where = here.includes(near) ? '' : ` (${found.apiVersion})`;
  return { field: 'kind', hint: `did you mean "${near}"${where}?` };
}

/** @param path of the unknown field; `schema` is that of the struct it stands in, `top` that of the whole object. */
export function fieldHint(path: FieldPath, schema: string, top: string): string | undefined {
  const field = String(path.at(-1));
  const facts = schemaFacts(schema);
  if (!facts) return undefined;
  const withoutColon = field.replace(/[:\s]+$/, '');
  if (withoutColon !== field && facts.fields.has(withoutColon)) return `one colon too many after "${withoutColon}"`;
  const below = findBelow(facts, field);
  if (below !== undefined) return `"${field}" belongs further in, under "${below}"`;
  const above = findAbove(path.slice(0, -1), field, top);
  if (above !== undefined) return `"${field}" belongs further out, ${above}`;
  const near = nearest(field, facts.fields.keys());
  if (near !== undefined) return `did you mean "${near}"?`;
  const whole = schemaFacts(top);
  const elsewhere = whole && findBelow(whole, field);
  return elsewhere === undefined ? undefined : `"${field}" belongs under "${elsewhere}"`;
}

const MAX_DEPTH = 3;

/**
 * The way down to a struct that knows the field, through structs only, e.g. `template.spec` for a Deployment's
 * containers.
 */
function findBelow(facts: SchemaFacts, field: string): string | undefined {
  let level: readonly (readonly [string, SchemaFacts])[] = [['', facts]];
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const next: (readonly [string, SchemaFacts])[] = [];
    for (const [way, struct] of level) {
      for (const { name, type } of struct.fields.values()) {
        const inner = type.kind === 'ref' ? schemaFacts(type.schema) : undefined;
        if (!inner || inner.fields.size === 0 || name === 'status') continue;
        const to = way === '' ? name : `${way}.${name}`;
        if (inner.fields.has(field)) return to;
        next.push([to, inner]);
      }
    }
    level = next;
  }
  return undefined;
}

/** The nearest struct around this place that knows the field, in words. */
function findAbove(place: FieldPath, field: string, top: string): string | undefined {
  const structs = structsOnTheWay(place, top);
  for (let length = place.length - 1; length >= 0; length--) {
    if (structs[length]?.fields.has(field)) {
      return length === 0 ? 'at the top' : `beside what stands in "${pathText(place.slice(0, length))}"`;
    }
  }
  return undefined;
}

/** The struct at each step of a path, undefined where there is none; the first is the top itself. */
function structsOnTheWay(path: FieldPath, top: string): readonly (SchemaFacts | undefined)[] {
  let type: TypeFacts | undefined = { kind: 'ref', schema: top };
  const structs = [schemaFacts(top)];
  for (const step of path) {
    if (type === undefined) break;
    if (type.kind === 'list') type = type.item;
    else if (type.kind === 'map') type = type.value;
    else type = type.kind === 'ref' ? schemaFacts(type.schema)?.fields.get(String(step))?.type : undefined;
    structs.push(type?.kind === 'ref' ? schemaFacts(type.schema) : undefined);
  }
  return structs;
}

/** `spec.containers[0].image`. */
export function pathText(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
