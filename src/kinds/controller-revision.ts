// ControllerRevision: what the API server does with one of its own. Its data is written once.
// upstream: pkg/registry/apps/controllerrevision/strategy.go, pkg/apis/apps/validation ValidateControllerRevisionCreate

import type { ControllerRevision } from './generated/types.gen';
import { defineKind } from './kind';
import { checkNonNegative, type Errors, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta } from './validation/object-meta';

export const controllerRevision = defineKind<ControllerRevision>({
  validate: (object) => {
    const errors = checkRevision(object);
    const { data } = object;
    if (data === undefined || data === null) errors.push(required('data', 'data is mandatory'));
    else if (typeof data !== 'object' || Array.isArray(data)) {
      errors.push(required('data', 'data must be a valid JSON object'));
    }
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors = checkRevision(next);
    checkImmutable(errors, 'data', next.data, stored.data);
    return errors;
  },
});

function checkRevision(object: ControllerRevision): Errors {
  const errors: Errors = [];
  checkObjectMeta(errors, object);
  checkNonNegative(errors, 'revision', object.revision);
  return errors;
}
