// Distinguished names: which of their attributes Kubernetes reads, and those it signs.
// upstream: Go crypto/x509/pkix FillFromRDNSequence, ToRDNSequence

import { objectId, sequence, set, text } from './der-write';

export interface Attribute {
  /** `2.5.4.3`. */
  readonly id: string;
  /** Undefined where it is no text. */
  readonly value: string | undefined;
}

export const COMMON_NAME = '2.5.4.3';
export const ORGANIZATION = '2.5.4.10';
/** Country, organisation, unit, locality, province, street, postal code, common name, serial number. */
const SIGNED = [6, 10, 11, 7, 8, 9, 17, 3, 5].map((last) => `2.5.4.${last}`);
const SINGLE: readonly string[] = [COMMON_NAME, '2.5.4.5'];

/** The texts of one attribute, in their order. */
export const valuesOf = (name: readonly Attribute[], id: string): readonly string[] =>
  name.flatMap((one) => (one.id === id && one.value !== undefined ? [one.value] : []));

/** As a signer writes the name: in an order of its own, and no attribute but the usual ones. */
export function nameDer(name: readonly Attribute[]): Uint8Array {
  const sets = SIGNED.map((id) => {
    const all = valuesOf(name, id);
    const kept = (SINGLE.includes(id) ? all.slice(-1) : all).filter((value) => value !== '' || !SINGLE.includes(id));
    return kept.map((value) => sequence(objectId(id), text(value)));
  });
  return sequence(...sets.filter((values) => values.length > 0).map((values) => set(...[...values].sort(byBytes))));
}

function byBytes(left: Uint8Array, right: Uint8Array): number {
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at < 0 ? left.length - right.length : (left[at] as number) - (right[at] ?? -1);
}
