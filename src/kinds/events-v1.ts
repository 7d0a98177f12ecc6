// Events as events.k8s.io/v1 knows them. They are the core group's events under other names, and more is asked of those
// that are written this way.
// upstream: pkg/apis/events/v1/conversion.go, pkg/apis/core/validation/events.go

import { equalData } from './equal-data';
import { checkEvent } from './event';
import type { CoreEvent, EventsV1Event } from './generated/types.gen';
import { defineKind, type KubeObject } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { type Errors, invalid, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

export const eventsV1Event = defineKind<EventsV1Event>({
  createsOnUpdate: true,
  uncached: true,
  storedAs: {
    key: 'Event',
    toStored: (object) => toCoreEvent(object as EventsV1Event),
    fromStored: (object) => toEventsV1(object as CoreEvent),
    validate: (object) => checkNewEvent(object as CoreEvent),
    validateUpdate: (next, stored) => checkChangedEvent(next as CoreEvent, stored as CoreEvent),
  },
  selectableFields: {
    'regarding.kind': ({ regarding }) => regarding?.kind ?? '',
    'regarding.namespace': ({ regarding }) => regarding?.namespace ?? '',
    'regarding.name': ({ regarding }) => regarding?.name ?? '',
    'regarding.uid': ({ regarding }) => regarding?.uid ?? '',
    'regarding.apiVersion': ({ regarding }) => regarding?.apiVersion ?? '',
    'regarding.resourceVersion': ({ regarding }) => regarding?.resourceVersion ?? '',
    'regarding.fieldPath': ({ regarding }) => regarding?.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingController: ({ reportingController }) => reportingController ?? '',
    type: ({ type }) => type ?? '',
  },
});

/** Times that are not set stand as null, which the types do not say. */
const NO_TIME = null as unknown as string;

export function toCoreEvent(event: EventsV1Event): CoreEvent {
  const { action, eventTime, metadata, reason, related, series, type } = event;
  return without({
    apiVersion: 'v1',
    kind: 'Event',
    metadata,
    involvedObject: event.regarding ?? {},
    reason,
    message: event.note,
    source: event.deprecatedSource ?? {},
    firstTimestamp: event.deprecatedFirstTimestamp ?? NO_TIME,
    lastTimestamp: event.deprecatedLastTimestamp ?? NO_TIME,
    count: event.deprecatedCount || undefined,
    type,
    eventTime: eventTime ?? NO_TIME,
    series,
    action,
    related,
    reportingComponent: event.reportingController ?? '',
    reportingInstance: event.reportingInstance ?? '',
  });
}

export function toEventsV1(event: CoreEvent): EventsV1Event {
  const { action, eventTime, metadata, reason, related, series, type } = event;
  return without({
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata,
    eventTime: eventTime ?? NO_TIME,
    series: series as EventsV1Event['series'],
    reportingController: event.reportingComponent || undefined,
    reportingInstance: event.reportingInstance || undefined,
    action,
    reason,
    regarding: event.involvedObject,
    related,
    note: event.message,
    type,
    deprecatedSource: event.source ?? {},
    deprecatedFirstTimestamp: event.firstTimestamp ?? NO_TIME,
    deprecatedLastTimestamp: event.lastTimestamp ?? NO_TIME,
    deprecatedCount: event.count || undefined,
  });
}

function without<T extends KubeObject>(event: T): T {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)) as unknown as T;
}

/** upstream: ValidateEventCreate */
function checkNewEvent(event: CoreEvent): Errors {
  const errors = checkEvent(event, 'reportingController');
  checkObjectMeta(errors, event);
  checkSeries(errors, event);
  if (!event.eventTime) errors.push(required('eventTime'));
  if (event.type !== 'Normal' && event.type !== 'Warning') {
    errors.push(invalid('type', '', `has invalid value: ${event.type ?? ''}`));
  }
  const unset = (path: string) => errors.push(invalid(path, '', 'needs to be unset'));
  if (event.firstTimestamp) unset('firstTimestamp');
  if (event.lastTimestamp) unset('lastTimestamp');
  if (event.count) unset('count');
  if (event.source?.component || event.source?.host) unset('source');
  return errors;
}

const IMMUTABLE = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'reason',
  'type',
  'eventTime',
  'action',
  'related',
] as const;

const TEXTS: readonly string[] = ['reason', 'message', 'type', 'action'];

const shownAs = (field: string) => (value: unknown) => {
  const type = INTERNAL[field];
  return type ? internalValue(type, value as object) : value;
};
const INTERNAL: Readonly<Record<string, string>> = {
  involvedObject: 'ObjectReference',
  related: 'ObjectReference',
  source: 'EventSource',
};

/** upstream: ValidateEventUpdate */
function checkChangedEvent(next: CoreEvent, stored: CoreEvent): Errors {
  const errors = checkEvent(next, 'reportingController');
  checkObjectMetaUpdate(errors, next);
  if (!equalData(next.series, stored.series)) checkSeries(errors, next);
  for (const field of IMMUTABLE) {
    const empty = TEXTS.includes(field) ? '' : undefined;
    checkImmutable<unknown>(errors, field, next[field] ?? empty, stored[field] ?? empty, shownAs(field));
  }
  checkImmutable(errors, 'reportingController', next.reportingComponent, stored.reportingComponent);
  checkImmutable(errors, 'reportingInstance', next.reportingInstance, stored.reportingInstance);
  return errors;
}

function checkSeries(errors: Errors, { series }: CoreEvent): void {
  if (!series) return;
  if ((series.count ?? 0) < 2) errors.push(invalid('series.count', '', 'should be at least 2'));
  if (!series.lastObservedTime) errors.push(required('series.lastObservedTime'));
}
