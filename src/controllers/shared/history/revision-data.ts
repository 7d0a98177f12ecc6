// What a ControllerRevision keeps: the strategic patch that puts a workload's pod template back, its text as Go writes
// it, and the hash of that text. upstream: pkg/controller/daemon getPatch, pkg/controller/statefulset getPatch,
// pkg/controller/history HashControllerRevision

import type { ControllerRevision, PodTemplateSpec } from '../../../kinds/generated/types.gen';
import { goJson } from '../../../kinds/go-json';
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
