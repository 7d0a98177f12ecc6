// The rules for objects of a custom kind: metadata as everywhere, then the schema, the scale's fields, embedded
// resources, lists that are sets or maps, and last the expressions, unless what they look at is wrong already.
// upstream: apiextensions-apiserver/pkg/registry/customresource validator.go, strategy.go, status_strategy.go

import type { CustomResourceDefinitionVersion } from '../kinds/generated/types.gen';
import type { FieldError, KindBehaviour, KubeObject } from '../kinds/kind';
import { checkAnyObjectMeta, checkAnyObjectMetaUpdate } from '../kinds/validation/object-meta';
import type { CompiledSchema } from './compile';
import { checkScaleSpec, checkScaleStatus } from './scale-rules';
import type { Schema } from './schema';
import { checkPair, checkSchema } from './validate/check-schema';
import { Correlated } from './validate/correlated';
import { checkEmbedded } from './validate/embedded';
import { checkListTypes } from './validate/list-types';
import { NO_FIELD, type Result } from './validate/result';

type Validation = Required<Pick<KindBehaviour, 'validate' | 'validateUpdate' | 'validateStatusUpdate'>>;

export function customValidation(version: CustomResourceDefinitionVersion, compiled: CompiledSchema): Validation {
  const { schema } = compiled;
  const scale = version.subresources?.scale;
  const statusSchema = schema.properties?.status;
  return {
    validate: (object) => {
      const errors: FieldError[] = [];
      checkAnyObjectMeta(errors, object);
      addResult(errors, checkSchema(object, schema, ''), '');
      if (scale) {
        checkScaleSpec(errors, object, scale);
        checkScaleStatus(errors, object, scale);
      }
      checkEmbedded(errors, object, schema, '');
      checkListTypes(errors, object, schema, '');
      return withRules(errors, compiled, object, undefined);
    },
    validateUpdate: (next, stored, warnings) => {
      const errors: FieldError[] = [];
      const pair = new Correlated(next, stored, schema);
      checkAnyObjectMetaUpdate(errors, next);
      addResult(errors, checkPair(next, schema, '', pair), '');
      if (scale) {
        checkScaleSpec(errors, next, scale);
        checkScaleStatus(errors, next, scale);
      }
      checkEmbedded(errors, next, schema, '');
      checkNewListTypes(errors, next, stored, schema);
      return withRules(errors, compiled, next, stored, warnings);
    },
    validateStatusUpdate: (next, stored, warnings) => {
      const errors: FieldError[] = [];
      const { status } = next as KubeObject & { status?: unknown };
      checkAnyObjectMetaUpdate(errors, next);
      if (status !== undefined && statusSchema) {
        const pair = new Correlated(next, stored, schema).key('status');
        addResult(errors, checkPair(status, statusSchema, '', pair), 'status');
      }
      if (scale) checkScaleStatus(errors, next, scale);
      checkNewListTypes(errors, next, stored, schema);
      return withRules(errors, compiled, next, stored, warnings);
    },
  };
}

function addResult(errors: FieldError[], result: Result, base: string): void {
  for (const error of result.errors) errors.push(error.field(base));
}

/** Lists that held something twice before may go on doing so. */
function checkNewListTypes(errors: FieldError[], next: KubeObject, stored: KubeObject, schema: Schema): void {
  const found: FieldError[] = [];
  checkListTypes(found, next, schema, '');
  if (found.length === 0) return;
  const before: FieldError[] = [];
  checkListTypes(before, stored, schema, '');
  if (before.length === 0) errors.push(...found);
}

const BLOCKING: readonly FieldError['type'][] = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];

const NOT_CHECKED =
  'some validation rules were not checked because the object was invalid; ' +
  'correct the existing errors to complete validation';

function withRules(
  errors: FieldError[],
  { rules }: CompiledSchema,
  object: KubeObject,
  stored: KubeObject | undefined,
  warnings?: string[],
): readonly FieldError[] {
  if (!rules) return errors;
  if (errors.some(({ type }) => BLOCKING.includes(type))) {
    errors.push({ type: 'FieldValueInvalid', field: NO_FIELD, message: `Invalid value: null: ${NOT_CHECKED}` });
    return errors;
  }
  const found = rules(object, stored);
  errors.push(...found.errors);
  warnings?.push(...found.warnings);
  return errors;
}
