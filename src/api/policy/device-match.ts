// Runs the expressions with which claims and classes pick devices, each program compiled once, each device looked at
// once. upstream: dynamic-resource-allocation/cel DeviceMatches

import { type CelProgram, compileCel } from '../../cel/compile';
import { CelQuantity } from '../../cel/library/quantities';
import { readVersion } from '../../cel/library/semantic-versions';
import { ArrayList, CelError, type CelList, type CelValue, EntryMap, typeNameOf } from '../../cel/value';
import { forGates, isEnabled } from '../../kinds/feature-gates';
import type { Device, DeviceAttribute } from '../../kinds/generated/types.gen';
import { parseQuantity, ZERO_QUANTITY } from '../../kinds/quantity';
import { deviceEnvironment } from './device-selector';

/** The verdict, or why there is none: `CEL compile error: …`, `CEL runtime error: …`. */
export type DeviceMatch = boolean | { readonly error: string };

const MAX_PROGRAMS = 1000;
const programsOf = forGates(() => new Map<string, CelProgram | { readonly error: string }>());

function programOf(expression: string): CelProgram | { readonly error: string } {
  const programs = programsOf();
  let program = programs.get(expression);
  if (!program) {
    const compiled = compileCel(expression, deviceEnvironment());
    program = 'error' in compiled ? { error: `compilation failed: ${compiled.error}` } : compiled.program;
    if (programs.size >= MAX_PROGRAMS) programs.clear();
    programs.set(expression, program);
  }
  return program;
}

const CONVERSIONS: Readonly<Record<string, string>> = {
  string: "unsupported native conversion from string to 'bool'",
  int: "unsupported type conversion from 'int' to bool",
  list: "type conversion error from list to 'bool'",
  'kubernetes.Semver': "type conversion error from 'Semver' to 'bool'",
};

const verdictsOf = forGates(() => new WeakMap<Device, Map<string, DeviceMatch>>());

/** @param device of one slice, whose driver is always the same */
export function deviceMatches(expression: string, driver: string, device: Device): DeviceMatch {
  const verdicts = verdictsOf();
  let known = verdicts.get(device);
  if (!known) {
    known = new Map();
    verdicts.set(device, known);
  }
  let verdict = known.get(expression);
  if (verdict === undefined) {
    verdict = evaluate(expression, driver, device);
    known.set(expression, verdict);
  }
  return verdict;
}

function evaluate(expression: string, driver: string, device: Device): DeviceMatch {
  const program = programOf(expression);
  if ('error' in program) return { error: `CEL compile error: ${program.error}` };
  const value = deviceValue(driver, device);
  if (typeof value === 'string') return { error: `CEL runtime error: ${value}` };
  const result = program.evaluate({ device: value });
  if ('error' in result) return { error: `CEL runtime error: ${result.error}` };
  if (typeof result.value === 'boolean') return result.value;
  const type = typeNameOf(result.value);
  const why = CONVERSIONS[type] ?? `type conversion error from '${type}' to 'bool'`;
  return { error: `CEL runtime error: CEL result of type ${type} could not be converted to bool: ${why}` };
}

const NOTHING = new EntryMap();

/** By domain; one that the device does not have is empty. */
class Domains extends EntryMap {
  override find(key: CelValue): CelValue {
    return super.find(key) ?? NOTHING;
  }

  override has(key: CelValue): boolean {
    return super.find(key) !== undefined;
  }

  put(name: string, driver: string, value: CelValue): void {
    const slash = name.indexOf('/');
    const domain = slash < 0 ? driver : name.slice(0, slash);
    let entries = this.has(domain) ? (this.find(domain) as EntryMap) : undefined;
    if (!entries) {
      entries = new EntryMap();
      this.set(domain, entries);
    }
    entries.set(name.slice(slash + 1), value);
  }
}

/** The device as an expression sees it, or what is wrong with one of its attributes. */
function deviceValue(driver: string, device: Device): EntryMap | string {
  const attributes = new Domains();
  for (const [name, attribute] of Object.entries(device.attributes ?? {})) {
    const value = attributeValue(attribute);
    if (value === undefined) return `attribute ${name}: unsupported attribute value`;
    if (value instanceof CelError) return `attribute ${name}: parse semantic version: ${value.message}`;
    attributes.put(name, driver, value);
  }
  const capacity = new Domains();
  for (const [name, { value }] of Object.entries(device.capacity ?? {})) {
    capacity.put(name, driver, new CelQuantity(parseQuantity(value) ?? ZERO_QUANTITY));
  }
  const all = new EntryMap();
  all.set('driver', driver);
  all.set('allowMultipleAllocations', device.allowMultipleAllocations ?? false);
  all.set('attributes', attributes);
  all.set('capacity', capacity);
  return all;
}

function attributeValue(attribute: DeviceAttribute): CelValue | CelError | undefined {
  const { int, bool, string, version } = attribute;
  const list = isEnabled('DRAListTypeAttributes') ? listValue(attribute) : undefined;
  if (list !== undefined) return list;
  if (int !== undefined) return BigInt(int);
  if (bool !== undefined) return bool;
  return string !== undefined || version === undefined ? string : versionValue(version);
}

function listValue({ ints, bools, strings, versions }: DeviceAttribute): CelList | CelError | undefined {
  if (ints) return new ArrayList(ints.map(BigInt));
  if (bools ?? strings) return new ArrayList([...(bools ?? strings ?? [])]);
  const values = versions?.map(versionValue);
  return values?.find((value) => value instanceof CelError) ?? (values && new ArrayList(values as CelValue[]));
}

function versionValue(version: string): CelValue | CelError {
  try {
    return readVersion(version);
  } catch (fault) {
    if (fault instanceof CelError) return fault;
    throw fault;
  }
}
