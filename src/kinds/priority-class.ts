// PriorityClass: what the API server does with one of its own.
// upstream: pkg/apis/scheduling/v1 SetDefaults_PriorityClass, pkg/registry/scheduling/priorityclass

import type { PriorityClass } from './generated/types.gen';
import { defineKind } from './kind';
import { type Errors, forbidden, notSupported, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { withAbsent } from './with-defaults';

/** The classes the system makes for its own pods, by name. */
export const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

export const HIGHEST_USER_PRIORITY = 1_000_000_000;
const SYSTEM_PREFIX = 'system-';
const PREEMPTION = ['PreemptLowerPriority', 'Never'];

export const priorityClass = defineKind<PriorityClass>({
  hasGeneration: true,
  undeletable: (name) =>
    Object.hasOwn(SYSTEM_CLASSES, name) ? 'this is a system priority class and cannot be deleted' : undefined,
  defaults: (object) => withAbsent(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 }),
  validate: (object) => {
    const errors: Errors = [];
    const { metadata, value, preemptionPolicy } = object;
    checkObjectMeta(errors, object);
    if (metadata.name?.startsWith(SYSTEM_PREFIX)) {
      const fault = systemFault(object);
      const why = `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${fault}`;
      if (fault) errors.push(forbidden('metadata.name', why));
    } else if ((value ?? 0) > HIGHEST_USER_PRIORITY) {
      const why = `maximum allowed value of a user defined priority is ${HIGHEST_USER_PRIORITY}`;
      errors.push(forbidden('value', why));
    }
    if (preemptionPolicy === ('' as string)) errors.push(required('preemptionPolicy'));
    else if (preemptionPolicy !== undefined && !PREEMPTION.includes(preemptionPolicy)) {
      errors.push(notSupported('preemptionPolicy', preemptionPolicy, PREEMPTION));
    }
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    if (next.value !== stored.value) errors.push(forbidden('value', 'may not be changed in an update.'));
    checkImmutable(errors, 'preemptionPolicy', next.preemptionPolicy, stored.preemptionPolicy);
    return errors;
  },
});

/** upstream: pkg/apis/scheduling/v1 IsKnownSystemPriorityClass */
function systemFault({ metadata: { name }, value, globalDefault = false }: PriorityClass): string | undefined {
  const expected = SYSTEM_CLASSES[name];
  if (expected === undefined) return `${name} is not a known system priority class`;
  if (value !== expected) return `value of ${name} PriorityClass must be ${expected}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
