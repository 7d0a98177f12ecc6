// DeviceClass: what the API server does with one of its own.
// upstream: pkg/registry/resource/deviceclass/strategy.go, pkg/apis/resource/validation ValidateDeviceClass

import { checkSelectors } from './device/claim-rules';
import { checkConfiguration, MAX_CONFIGURATIONS } from './device/configuration';
import { checkSlice } from './device/lists';
import { equalData } from './equal-data';
import { isEnabled } from './feature-gates';
import type { DeviceClass, DeviceClassSpec } from './generated/types.gen';
import { defineKind } from './kind';
import type { NewPolicyExpressions } from './policy-expressions';
import { type Errors, invalid } from './validation/field-error';
import { longName } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { isExtended } from './validation/resources';
import { changeField, withoutField } from './with-defaults';

export const deviceClass = defineKind<DeviceClass>({
  hasGeneration: true,
  prepareCreate: withoutDisabled,
  prepareUpdate: withoutDisabled,
  validate: (object, expressions) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object, longName);
    checkSpec(errors, object.spec, undefined, expressions);
    return errors;
  },
  validateUpdate: (next, stored, _warnings, expressions) => {
    const errors: Errors = [];
    checkObjectMeta(errors, next, longName);
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, next.spec, stored.spec, expressions);
    return errors;
  },
});

function withoutDisabled(object: DeviceClass): DeviceClass {
  if (isEnabled('DRAExtendedResource')) return object;
  return changeField(object, 'spec', (spec) => withoutField(spec, 'extendedResourceName'));
}

function checkSpec(
  errors: Errors,
  spec: DeviceClassSpec,
  old: DeviceClassSpec | undefined,
  expressions: NewPolicyExpressions | undefined,
): void {
  checkSelectors(errors, 'spec.selectors', spec.selectors, expressions);
  const isStored = old !== undefined && equalData(spec.config, old.config);
  checkSlice(errors, 'spec.config', spec.config, MAX_CONFIGURATIONS, (list, path, config) =>
    checkConfiguration(list, path, config, isStored),
  );
  const { extendedResourceName: name } = spec;
  if (name === undefined || isExtended(name)) return;
  errors.push(invalid('spec.extendedResourceName', name, 'must be a valid extended resource name'));
}
