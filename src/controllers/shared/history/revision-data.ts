// What a ControllerRevision keeps: the strategic patch that puts a workload's pod template back, its text as Go writes
// it, and the hash of that text. upstream: pkg/controller/daemon getPatch, pkg/controller/statefulset getPatch,
// pkg/controller/history HashControllerRevision

import type { ControllerRevision, PodTemplateSpec } from '../../../kinds/generated/types.gen';
import { safeEncode } from '../template-hash/template-hash';

type Data = NonNullable<ControllerRevision['data']>;

const dataOf = new WeakMap<PodTemplateSpec, Data>();
const templateOf = new WeakMap<ControllerRevision, PodTemplateSpec>();

/** The data for a template; one object for each. */
export function revisionData(template: PodTemplateSpec): Data {
  let data = dataOf.get(template);
  if (data === undefined) {
    data = { spec: { template: { ...template, $patch: 'replace' } } } as Data;
    dataOf.set(template, data);
  }
  return data;
}

/** The template that a revision would put back; one object for each revision. */
export function revisionTemplate(revision: ControllerRevision): PodTemplateSpec {
  let template = templateOf.get(revision);
  if (template === undefined) {
    const kept = revision.data as { readonly spec: { readonly template: PodTemplateSpec & { $patch?: string } } };
    const { $patch, ...rest } = kept.spec.template;
    template = rest;
    templateOf.set(revision, template);
  }
  return template;
}

/** Hash of a revision's data: FNV-1 over its text and the decimal count of collisions. */
export function revisionHash(data: unknown, collisionCount: number): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(goJson(data) + String(collisionCount))) {
    hash = (Math.imul(hash, 0x01000193) ^ byte) >>> 0;
  }
  return safeEncode(String(hash));
}

const ESCAPED = /[<>&\u2028\u2029]/g;
const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON as Go's encoding/json writes a map: sorted keys, and some characters escaped for HTML. */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value).replace(ESCAPED, escaped);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const map = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(map).filter((key) => map[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${goJson(key)}:${goJson(map[key])}`)
    .join(',')}}`;
}
