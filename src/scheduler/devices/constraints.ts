// What the devices of a claim must have in common, or must not: one value of an attribute.
// upstream: structured/internal/incubating matchAttributeConstraint, distinctAttributeConstraint

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

/** Type and value; undefined for lists, which no constraint takes. */
function valueText({ string, int, bool, version }: DeviceAttribute): string | undefined {
  if (string !== undefined) return `string ${string}`;
  if (int !== undefined) return `int ${int}`;
  if (bool !== undefined) return `bool ${bool}`;
  return version === undefined ? undefined : `version ${version}`;
}

function sameValue(name: string, applies: Applies): Constraint {
  let common: string | undefined;
  let count = 0;
  return {
    add: (use) => {
      if (!applies(use)) return true;
      const attribute = attributeOf(use, name);
      if (!attribute) return false;
      const value = valueText(attribute);
      if (count > 0 && (value === undefined || value !== common)) return false;
      if (count === 0) common = value;
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
  const taken = new Map<string, string | undefined>();
  let count = 0;
  return {
    add: (use) => {
      if (!applies(use)) return true;
      const attribute = attributeOf(use, name);
      if (!attribute) return false;
      const value = valueText(attribute);
      if (count > 0 && isTaken(value, taken)) return false;
      taken.set(use.request, value);
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

function isTaken(value: string | undefined, taken: ReadonlyMap<string, string | undefined>): boolean {
  if (taken.size === 0) return false;
  return value === undefined || [...taken.values()].includes(value);
}
