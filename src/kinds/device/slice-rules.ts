// Rules for ResourceSlices: where the devices of a pool are, and what each of them is.
// upstream: pkg/apis/resource/validation validateResourceSliceSpec

import { equalData } from '../equal-data';
import type {
  CounterSet,
  Device,
  DeviceAttribute,
  DeviceTaint,
  ResourceSlice,
  ResourceSliceSpec,
} from '../generated/types.gen';
import type { FieldError } from '../kind';
import { checkNodeSelector } from '../pod-spec/check-affinity';
import { internalValue } from '../pod-spec/internal-value';
import { addInvalid, type Errors, invalid, notSupported, required, tooLong } from '../validation/field-error';
import { checkImmutable } from '../validation/immutable';
import { dns1123Subdomain, labelValue, qualifiedName } from '../validation/names';
import { byteLength, checkObjectMeta, checkObjectMetaUpdate } from '../validation/object-meta';
import { checkBindingConditions } from './binding-conditions';
import { checkCapacity } from './capacity';
import { EFFECTS } from './claim-rules';
import { checkMap, checkSet, checkSlice } from './lists';
import { checkDriverName, checkLabelName, checkPoolName, checkQualifiedName, MAX_QUALIFIED } from './names';

const MAX_DEVICES = 128;
const MAX_ADVANCED_DEVICES = 64;
const MAX_COUNTER_SETS = 8;
const MAX_COUNTERS = 32;
const MAX_CONSUMPTIONS = 2;
const MAX_TAINTS = 16;
const MAX_ATTRIBUTES = 32;
const MAX_VALUES = 48;
const MAX_VALUE_BYTES = 64;
const MAX_LABEL = 63;

export function checkNewSlice(slice: ResourceSlice): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, slice);
  checkSpec(errors, slice.spec, undefined);
  return errors;
}

export function checkSliceUpdate(next: ResourceSlice, stored: ResourceSlice): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkSpec(errors, next.spec, stored.spec);
  return errors;
}

/** Makes an object of more than one choice, or of none, an error. */
interface Choice {
  readonly path: string;
  readonly names: string[];
}

function checkSpec(errors: Errors, spec: ResourceSliceSpec, old: ResourceSliceSpec | undefined): void {
  checkDriverName(errors, 'spec.driver', spec.driver);
  checkPool(errors, spec);
  if (old) {
    checkImmutable(errors, 'spec.pool.name', spec.pool?.name ?? '', old.pool?.name ?? '');
    checkImmutable(errors, 'spec.driver', spec.driver, old.driver);
    checkImmutable(errors, 'spec.nodeName', spec.nodeName, old.nodeName);
  }
  checkPlace(errors, spec);
  if (spec.sharedCounters && spec.devices) {
    errors.push(invalid('spec', '', 'only one of `sharedCounters` or `devices` is allowed'));
  }
  const { devices = [] } = spec;
  const isAdvanced = devices.some(
    ({ taints, consumesCounters, attributes = {} }) =>
      taints?.length ||
      consumesCounters?.length ||
      Object.values(attributes).some(({ bools, ints, strings, versions }) => bools ?? ints ?? strings ?? versions),
  );
  const check = (list: Errors, path: string, device: Device) => {
    const before = old?.devices?.find(({ name }) => name === device.name);
    checkDevice(list, path, device, before, spec.perDeviceNodeSelection ?? false);
  };
  const max = isAdvanced ? MAX_ADVANCED_DEVICES : MAX_DEVICES;
  checkSet(errors, 'spec.devices', spec.devices, max, check, ({ name }) => name);
  const nameOf = ({ name }: CounterSet) => name;
  checkSet(errors, 'spec.sharedCounters', spec.sharedCounters, MAX_COUNTER_SETS, checkCounterSet, nameOf);
}

function checkPool(errors: Errors, { pool }: ResourceSliceSpec): void {
  const { name, resourceSliceCount = 0, generation = 0 } = pool ?? {};
  checkPoolName(errors, 'spec.pool.name', name);
  if (resourceSliceCount <= 0) {
    errors.push(invalid('spec.pool.resourceSliceCount', resourceSliceCount, 'must be greater than zero'));
  }
  if (generation < 0) errors.push(invalid('spec.pool.generation', generation, 'must be greater than or equal to zero'));
}

function checkPlace(errors: Errors, spec: ResourceSliceSpec): void {
  const { nodeName, nodeSelector } = spec;
  const choice: Choice = { path: 'spec', names: [] };
  if (nodeName === '') {
    errors.push(invalid('spec.nodeName', nodeName, 'must be either unset or set to a non-empty string'));
  } else checkNodeName(errors, choice, nodeName);
  if (nodeSelector) {
    choose(errors, choice, 'nodeSelector', true);
    checkNodeSelector(errors, 'spec.nodeSelector', nodeSelector);
    const { nodeSelectorTerms: terms } = nodeSelector;
    if (terms?.length !== 1) {
      const value = terms?.map((term) => internalValue('NodeSelectorTerm', term)) ?? null;
      errors.push(invalid('spec.nodeSelector.nodeSelectorTerms', value, 'must have exactly one node selector term'));
    }
  }
  choose(errors, choice, 'allNodes', spec.allNodes);
  choose(errors, choice, 'perDeviceNodeSelection', spec.perDeviceNodeSelection);
  const list = '`nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection`';
  checkChoice(errors, choice, `exactly one of ${list} is required`, ', but multiple fields are set');
}

function checkNodeName(errors: Errors, { path, names }: Choice, nodeName: string | undefined): void {
  if (nodeName === undefined) return;
  names.push('`nodeName`');
  addInvalid(errors, `${path}.nodeName`, nodeName, dns1123Subdomain(nodeName));
}

function choose(errors: Errors, { path, names }: Choice, field: string, value: boolean | undefined): void {
  if (value) names.push(`\`${field}\``);
  else if (value === false) {
    errors.push(invalid(`${path}.${field}`, value, 'must be either unset or set to true'));
  }
}

function checkChoice(errors: Errors, { path, names }: Choice, why: string, many: string): void {
  if (names.length === 0) errors.push(required(path, why));
  else if (names.length > 1) errors.push(invalid(path, `{${names.join(', ')}}`, why + many));
}

function checkCounterSet(errors: Errors, path: string, { name, counters }: CounterSet): void {
  if (!name) errors.push(required(`${path}.name`));
  else checkLabelName(errors, `${path}.name`, name);
  checkCounters(errors, `${path}.counters`, counters);
}

function checkCounters(errors: Errors, path: string, counters: CounterSet['counters'] | undefined): void {
  if (Object.keys(counters ?? {}).length === 0) return void errors.push(required(path));
  checkMap(errors, path, counters, MAX_COUNTERS, MAX_LABEL, checkLabelName, () => {});
}

function checkDevice(
  errors: Errors,
  path: string,
  device: Device,
  old: Device | undefined,
  isPlacedAlone: boolean,
): void {
  const { attributes = {}, capacity = {} } = device;
  checkLabelName(errors, `${path}.name`, device.name);
  const count = Object.keys(attributes).length + Object.keys(capacity).length;
  const most = (what: string, max: number) => `the total number of ${what} must not exceed ${max}`;
  if (count > MAX_ATTRIBUTES) errors.push(invalid(path, count, most('attributes and capacities', MAX_ATTRIBUTES)));
  const values = Object.values(attributes).reduce((sum, attribute) => sum + valuesOf(attribute), 0);
  if (values > MAX_VALUES) errors.push(invalid(path, values, most('attribute values', MAX_VALUES)));
  const anyNumber = Number.POSITIVE_INFINITY;
  const at = `${path}.attributes`;
  checkMap(errors, at, attributes, anyNumber, MAX_QUALIFIED, checkQualifiedName, checkAttribute);
  checkMap(errors, `${path}.capacity`, capacity, anyNumber, MAX_QUALIFIED, checkQualifiedName, (list, where, one) =>
    checkCapacity(list, where, one, device.allowMultipleAllocations ?? false),
  );
  if (!old || !equalData(old.taints, device.taints)) {
    checkSlice(errors, `${path}.taints`, device.taints, MAX_TAINTS, (list, where, taint) =>
      checkTaint(list, where, taint),
    );
  }
  const consumed = `${path}.consumesCounters`;
  checkSet(
    errors,
    consumed,
    device.consumesCounters,
    MAX_CONSUMPTIONS,
    (list, where, { counterSet, counters }) => {
      if (!counterSet) list.push(required(`${where}.counterSet`));
      else checkLabelName(list, `${where}.counterSet`, counterSet);
      checkCounters(list, `${where}.counters`, counters);
    },
    ({ counterSet }) => counterSet,
  );
  checkDevicePlace(errors, path, device, isPlacedAlone);
  checkBindingConditions(errors, path, device);
}

function checkDevicePlace(errors: Errors, path: string, device: Device, isPlacedAlone: boolean): void {
  const { nodeName, nodeSelector, allNodes } = device;
  const when = '`perDeviceNodeSelection` is set to true in the ResourceSlice spec';
  if (!isPlacedAlone) {
    const isPlaced = nodeName !== undefined || nodeSelector !== undefined || allNodes !== undefined;
    const why = `\`nodeName\`, \`nodeSelector\` and \`allNodes\` can only be set if ${when}`;
    if (isPlaced) errors.push(invalid(path, null, why));
    return;
  }
  const choice: Choice = { path, names: [] };
  if (nodeName === '') errors.push(invalid(`${path}.nodeName`, nodeName, 'must not be empty'));
  else checkNodeName(errors, choice, nodeName);
  if (nodeSelector) {
    choose(errors, choice, 'nodeSelector', true);
    checkNodeSelector(errors, `${path}.nodeSelector`, nodeSelector);
  }
  choose(errors, choice, 'allNodes', allNodes);
  const list = '`nodeName`, `nodeSelector`, or `allNodes`';
  checkChoice(errors, choice, `exactly one of ${list} is required when ${when}`, '');
}

const valuesOf = ({ bools = [], ints = [], strings = [], versions = [] }: DeviceAttribute) =>
  Math.max(1, bools.length + ints.length + strings.length + versions.length);

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

function checkAttribute(errors: Errors, path: string, attribute: DeviceAttribute): void {
  const { string, version } = attribute;
  if (string !== undefined) checkText(errors, `${path}.string`, string);
  if (version !== undefined) checkVersion(errors, `${path}.version`, version);
  checkFilled(errors, `${path}.bools`, attribute.bools);
  checkFilled(errors, `${path}.ints`, attribute.ints);
  checkFilled(errors, `${path}.strings`, attribute.strings);
  attribute.strings?.forEach((text, index) => {
    checkText(errors, `${path}.strings[${index}]`, text);
  });
  checkFilled(errors, `${path}.versions`, attribute.versions);
  attribute.versions?.forEach((text, index) => {
    checkVersion(errors, `${path}.versions[${index}]`, text);
  });
  const count = Object.values(attribute).filter((value) => value !== undefined).length;
  const why = 'exactly one value must be specified';
  if (count === 0) errors.push(invalid(path, '', why));
  else if (count > 1) errors.push(invalid(path, internalValue('DeviceAttribute', attribute), why));
}

function checkFilled(errors: Errors, path: string, list: readonly unknown[] | undefined): void {
  if (list?.length === 0) errors.push(invalid(path, list, 'must not be empty if specified'));
}

function checkText(errors: Errors, path: string, text: string): void {
  if (byteLength(text) > MAX_VALUE_BYTES) errors.push(tooLong(path, MAX_VALUE_BYTES));
}

function checkVersion(errors: Errors, path: string, text: string): void {
  const why = 'must be a string compatible with semver.org spec 2.0.0';
  if (!VERSION.test(text)) errors.push(invalid(path, text, why));
  checkText(errors, path, text);
}

/** @param before the effect that stands already and is not looked at again */
export function checkTaint(
  errors: Errors,
  path: string,
  { key = '', value = '', effect }: DeviceTaint,
  before?: DeviceTaint['effect'],
): void {
  addInvalid(errors, `${path}.key`, key, qualifiedName(key));
  if (value !== '') addInvalid(errors, `${path}.value`, value, labelValue(value));
  if (effect && effect === before) return;
  if (!effect) errors.push(required(`${path}.effect`));
  else if (!EFFECTS.includes(effect)) errors.push(notSupported(`${path}.effect`, effect, EFFECTS));
}
