// Event: what the API server does with one of its own.
// upstream: pkg/registry/core/event/strategy.go

import type { CoreEvent } from './generated/types.gen';
import type { FieldError } from './kind';
import { defineKind } from './kind';
import { addInvalid, type Errors, invalid, required } from './validation/field-error';
import { dns1123Subdomain, pathSegmentName, qualifiedName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';

export const event = defineKind<CoreEvent>({
  createsOnUpdate: true,
  uncached: true,
  validate: (object) => {
    const errors = checkEvent(object);
    if (errors.length === 0) checkObjectMeta(errors, object, pathSegmentName);
    return errors;
  },
  validateUpdate: (next) => checkEvent(next),
  indexes: { involvedObject: ({ involvedObject }) => involvedObject.uid },
  selectableFields: {
    'involvedObject.kind': ({ involvedObject }) => involvedObject.kind ?? '',
    'involvedObject.namespace': ({ involvedObject }) => involvedObject.namespace ?? '',
    'involvedObject.name': ({ involvedObject }) => involvedObject.name ?? '',
    'involvedObject.uid': ({ involvedObject }) => involvedObject.uid ?? '',
    'involvedObject.apiVersion': ({ involvedObject }) => involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': ({ involvedObject }) => involvedObject.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent }) => reportingComponent ?? '',
    source: ({ source, reportingComponent }) => source?.component || (reportingComponent ?? ''),
    type: ({ type }) => type ?? '',
  },
});

const MAX_WORD = 128;
const MAX_MESSAGE = 1024;

/** `reporter` is what the reporting component is called. upstream: pkg/apis/core/validation legacyValidateEvent */
export function checkEvent(event: CoreEvent, reporter = 'reportingComponent'): FieldError[] {
  const errors: Errors = [];
  const namespace = event.metadata.namespace ?? '';
  const about = event.involvedObject?.namespace ?? '';
  const mismatch = () => errors.push(invalid('involvedObject.namespace', about, 'does not match event.namespace'));
  if (!event.eventTime) {
    const expected = about === '' ? ['', 'default'] : [about];
    if (!expected.includes(namespace)) mismatch();
  } else {
    if (about === '' && namespace !== 'default' && namespace !== 'kube-system') mismatch();
    const { reportingComponent = '', reportingInstance = '' } = event;
    if (reportingComponent === '') errors.push(required(reporter));
    addInvalid(errors, reporter, reportingComponent, qualifiedName(reportingComponent));
    if (reportingInstance === '') errors.push(required('reportingInstance'));
    checkLength(errors, 'reportingInstance', reportingInstance, MAX_WORD);
    for (const field of ['action', 'reason'] as const) {
      if (!event[field]) errors.push(required(field));
      checkLength(errors, field, event[field], MAX_WORD);
    }
    checkLength(errors, 'message', event.message, MAX_MESSAGE);
  }
  addInvalid(errors, 'namespace', namespace, dns1123Subdomain(namespace));
  return errors;
}

function checkLength(errors: Errors, path: string, text: string | undefined, limit: number): void {
  if (text && text.length > limit) errors.push(invalid(path, '', `can have at most ${limit} characters`));
}
