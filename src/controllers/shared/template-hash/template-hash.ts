// The hash that names a Deployment's ReplicaSets and a DaemonSet's revisions: equal templates, equal names, on a real
// cluster and here. FNV-1a over the template's dump, then its decimal digits in an alphabet without vowels.
// upstream: pkg/controller ComputeHash, apimachinery/pkg/util/rand SafeEncodeString

import type { PodTemplateSpec } from '../../../kinds/generated/types.gen';
import { dumpPodTemplate } from './dump';

const DIGITS = '456789bcdf';
const sums = new WeakMap<PodTemplateSpec, number>();

/** Up to ten characters; `collisionCount` of the owner's status enters when it is there. */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  let sum = sums.get(template);
  if (sum === undefined) {
    sum = fnv1a(0x811c9dc5, new TextEncoder().encode(dumpPodTemplate(template)));
    sums.set(template, sum);
  }
  if (collisionCount !== undefined) {
    const bytes = [0, 8, 16, 24].map((shift) => (collisionCount >>> shift) & 0xff);
    sum = fnv1a(sum, [...bytes, 0, 0, 0, 0]);
  }
  return safeEncode(String(sum));
}

/** upstream: apimachinery/pkg/util/rand SafeEncodeString, for decimal digits. */
export function safeEncode(decimal: string): string {
  let text = '';
  for (const digit of decimal) text += DIGITS[Number(digit)];
  return text;
}

function fnv1a(start: number, bytes: ArrayLike<number>): number {
  let hash = start;
  for (let index = 0; index < bytes.length; index++)
    hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193) >>> 0;
  return hash;
}
