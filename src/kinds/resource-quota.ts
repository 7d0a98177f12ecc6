// ResourceQuota: what the API server does with one of its own.
// upstream: pkg/registry/core/resourcequota/strategy.go

import type { ResourceQuota } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { roundedList } from './pod-spec/rounded-list';
import { checkNewQuota, checkQuotaStatus, checkQuotaUpdate, quotaWarnings } from './resource-quota-rules';
import { changeField, withDefaults } from './with-defaults';

export const resourceQuota = defineKind<ResourceQuota>({
  returnsDeleted: true,
  defaults: (object) =>
    changeField(withDefaults(object, { spec: {} }), 'spec', (spec) => changeField(spec, 'hard', roundedList)),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
  validate: checkNewQuota,
  validateUpdate: checkQuotaUpdate,
  validateStatusUpdate: checkQuotaStatus,
  warnings: quotaWarnings,
});
