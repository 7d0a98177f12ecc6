// RuntimeClass: what the API server does with one of its own.
// upstream: pkg/registry/node/runtimeclass/strategy.go, pkg/apis/node/validation

import { equalData } from './equal-data';
import type { RuntimeClass, Scheduling, Toleration } from './generated/types.gen';
import { defineKind } from './kind';
import { checkTolerations } from './pod-spec/check-tolerations';
import { internalValue } from './pod-spec/internal-value';
import { addInvalid, duplicate, type Errors, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { dns1123Label } from './validation/names';
import { checkLabels, checkObjectMeta } from './validation/object-meta';
import { checkContainerResourceName, checkRequirements } from './validation/resources';
import { DEPRECATED_LABELS } from './warnings';

export const runtimeClass = defineKind<RuntimeClass>({
  updateNeedsResourceVersion: true,
  createsOnUpdate: true,
  validate: checkClass,
  validateUpdate: (next, stored) => {
    const errors = checkClass(next);
    checkImmutable(errors, 'handler', next.handler, stored.handler);
    return errors;
  },
  warnings: ({ scheduling }) =>
    Object.keys(scheduling?.nodeSelector ?? {}).flatMap((key) => {
      const text = DEPRECATED_LABELS[key];
      return text ? [`scheduling.nodeSelector: ${text}`] : [];
    }),
});

function checkClass(object: RuntimeClass): Errors {
  const errors: Errors = [];
  const { handler, overhead, scheduling } = object;
  checkObjectMeta(errors, object);
  if (!handler) errors.push(required('handler'));
  else addInvalid(errors, 'handler', handler, dns1123Label(handler));
  if (overhead) checkRequirements(errors, 'overhead', { limits: overhead.podFixed }, checkContainerResourceName, []);
  if (scheduling) checkScheduling(errors, 'scheduling', scheduling);
  return errors;
}

function checkScheduling(errors: Errors, path: string, { nodeSelector, tolerations = [] }: Scheduling): void {
  checkLabels(errors, nodeSelector, `${path}.nodeSelector`);
  checkTolerations(errors, `${path}.tolerations`, tolerations);
  const bare = ({ tolerationSeconds, ...rest }: Toleration) => rest;
  tolerations.forEach((toleration, index) => {
    const isTwice = tolerations.slice(0, index).some((other) => equalData(bare(other), bare(toleration)));
    if (isTwice) errors.push(duplicate(`${path}.tolerations[${index}]`, internalValue('Toleration', toleration)));
  });
}
