// Rules for the statuses of flow control's kinds: each condition has a type of its own.
// upstream: pkg/apis/flowcontrol/validation ValidateFlowSchemaStatus, ValidatePriorityLevelConfigurationStatus

import type { FlowSchema, PriorityLevelConfiguration } from './generated/types.gen';
import { duplicate, type Errors, required } from './validation/field-error';

export function checkFlowStatus({ status }: FlowSchema | PriorityLevelConfiguration): Errors {
  const errors: Errors = [];
  const types = (status?.conditions ?? []).map(({ type = '' }) => type);
  types.forEach((type, index) => {
    const path = `status.conditions[${index}].type`;
    if (types.indexOf(type) < index) errors.push(duplicate(path, type));
    if (!type) errors.push(required(path));
  });
  return errors;
}
