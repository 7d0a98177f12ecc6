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
    sum = fnv1aText(0x811c9dc5, dumpPodTemplate(template));
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

function fnv1a(start: number, bytes: readonly number[]): number {
  let hash = start;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Over the text's UTF-8; hardly ever is there more in it than ASCII. */
function fnv1aText(start: number, text: string): number {
  let hash = start;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) as number;
    if (code < 0x80) hash = Math.imul(hash ^ code, 0x01000193) >>> 0;
    else hash = fnv1a(hash, utf8(code));
    if (code > 0xffff) index++;
  }
  return hash;
}

function utf8(code: number): readonly number[] {
  const rest = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), rest(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), rest(6), rest(0)];
  return [0xf0 | (code >> 18), rest(12), rest(6), rest(0)];
}
