// PodTemplate: a template stored on its own.
// upstream: pkg/registry/core/podtemplate/strategy.go

import { equalData } from './equal-data';
import type { PodTemplate } from './generated/types.gen';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { changeField } from './with-defaults';

export const podTemplate = defineKind<PodTemplate>({
  hasGeneration: true,
  returnsDeleted: true,
  defaults: (object) => changeField(object, 'template', podTemplateDefaults),
  bumpsGeneration: (next, stored) => !equalData(next.template, stored.template),
});
