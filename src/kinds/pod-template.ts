// PodTemplate: a template stored on its own.
// upstream: pkg/registry/core/podtemplate/strategy.go

import { equalData } from './equal-data';
import type { PodTemplate } from './generated/types.gen';
import { defineKind } from './kind';
import { checkTemplate } from './pod-spec/check-template';
import { podTemplateDefaults } from './pod-spec/defaults';
import type { Errors } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { isRespecified, templateWarnings } from './warnings';
import { changeField } from './with-defaults';

export const podTemplate = defineKind<PodTemplate>({
  hasGeneration: true,
  returnsDeleted: true,
  defaults: (object) => changeField(object, 'template', podTemplateDefaults),
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    if (object.template) checkTemplate(errors, 'template', object.template);
    return errors;
  },
  validateUpdate: (next) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    if (next.template) checkTemplate(errors, 'template', next.template);
    return errors;
  },
  warnings: (object, stored) => (isRespecified(object, stored) ? templateWarnings('template', object.template) : []),
  bumpsGeneration: (next, stored) => !equalData(next.template, stored.template),
});
