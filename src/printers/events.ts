// Rows of events. Events of both groups are printed as those of the core group. upstream: printers.go printEvent

import type { CoreEvent } from '../kinds/generated/types.gen';
import { definePrinter, since } from './printer';

export const printEvent = definePrinter<CoreEvent>((event, cx) => {
  const { metadata, involvedObject, series } = event;
  const first = since(event.firstTimestamp ?? event.eventTime, cx);
  const last = event.lastTimestamp ? since(event.lastTimestamp, cx) : first;
  const kind = (involvedObject.kind ?? '').toLowerCase();
  const component = event.source?.component || (event.reportingComponent ?? '');
  const instance = event.source?.host || (event.reportingInstance ?? '');
  return [
    series ? since(series.lastObservedTime, cx) : last,
    event.type ?? '',
    event.reason ?? '',
    involvedObject.name ? `${kind}/${involvedObject.name}` : kind,
    involvedObject.fieldPath ?? '',
    instance === '' ? component : `${component}, ${instance}`,
    (event.message ?? '').trim(),
    first,
    series ? (series.count ?? 0) : event.count || 1,
    metadata.name,
  ];
});
