// What the devices of a claim must have in common, or must not: one value of an attribute.
// upstream: structured/internal/incubating matchAttributeConstraint, distinctAttributeConstraint

import { isEnabled } from '../../kinds/feature-gates';
import type { Device, DeviceAttribute, DeviceConstraint } from '../../kinds/generated/types.gen';

/** Followed while devices are picked and put back again. */
export interface Constraint {
  /** Takes the device in, or refuses it. */
  readonly add: (use: DeviceUse) => boolean;
  /** Undoes an `add` that took it. */
  readonly remove: (use: DeviceUse) => void;
}

/** A device for a request, or for one of its alternatives. */
export interface DeviceUse {
  readonly request: string;
  readonly subRequest: string | undefined;
  readonly driver: string;
  readonly device: Device;
}

export function newConstraint({ requests = [], matchAttribute, distinctAttribute }: DeviceConstraint): Constraint {
  const names = new Set(requests);
  const applies = ({ request, subRequest }: DeviceUse) =>
    names.size === 0 || names.has(request) || (subRequest !== undefined && names.has(`${request}/${subRequest}`));
  if (matchAttribute !== undefined) return sameValue(matchAttribute, applies);
  return differentValues(distinctAttribute ?? '', applies);
}

type Applies = (use: DeviceUse) => boolean;

/** The driver may be left out in the name of its own attribute. upstream: lookupAttribute */
function attributeOf({ driver, device }: DeviceUse, name: string): DeviceAttribute | undefined {
  const own = device.attributes?.[name];
  if (own) return own;
  const slash = name.indexOf('/');
  return slash >= 0 && name.slice(0, slash) === driver ? device.attributes?.[name.slice(slash + 1)] : undefined;
}

/** Each with its type; none for lists while their gate is closed, as for a type that is not known. */
function valuesOf(attribute: DeviceAttribute): ReadonlySet<string> {
  const { string, int, bool, version } = attribute;
  const list = isEnabled('DRAListTypeAttributes') ? listOf(attribute) : undefined;
  if (list) return list;
  if (string !== undefined) return new Set([`string ${string}`]);
  if (int !== undefined) return new Set([`int ${int}`]);
  if (bool !== undefined) return new Set([`bool ${bool}`]);
  return new Set(version === undefined ? [] : [`version ${version}`]);
}

function listOf({ ints, bools, strings, versions }: DeviceAttribute): ReadonlySet<string> | undefined {
  for (const [type, values] of [
    ['int', ints],
    ['bool', bools],
    ['string', strings],
    ['version', versions],
  ] as const) {
    if (values?.length) return new Set(values.map((value) => `${type} ${value}`));
  }
  return undefined;
}

const both = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  new Set([...one].filter((value) => other.has(value)));

/** What is in common is not widened again when a device is put back. */
function sameValue(name: string, applies: Applies): Constraint {
  let common: ReadonlySet<string> = new Set();
  let count = 0;
  return {
    add: (use) => {
      if (!applies(use)) return true;
      const attribute = attributeOf(use, name);
      if (!attribute) return false;
      const values = valuesOf(attribute);
      const next = count === 0 ? values : both(common, values);
      if (next.size === 0 && (count > 0 || isEnabled('DRAListTypeAttributes'))) return false;
      common = next;
      count++;
      return true;
    },
    remove: (use) => {
      if (applies(use)) count--;
    },
  };
}

/** Of several devices of one request only the last is remembered, as upstream has it. */
function differentValues(name: string, applies: Applies): Constraint {
  const taken = new Map<string, ReadonlySet<string>>();
  let count = 0;
  return {
    add: (use) => {
      if (!applies(use)) return true;
      const attribute = attributeOf(use, name);
      if (!attribute) return false;
      const values = valuesOf(attribute);
      if (count > 0 && isTaken(values, taken)) return false;
      taken.set(use.request, values);
      count++;
      return true;
    },
    remove: (use) => {
      if (!applies(use)) return;
      taken.delete(use.request);
      count--;
    },
  };
}

function isTaken(values: ReadonlySet<string>, taken: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if (values.size === 0) return taken.size > 0 || isEnabled('DRAListTypeAttributes');
  return [...taken.values()].some((others) => both(values, others).size > 0);
}
