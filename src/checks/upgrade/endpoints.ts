// How few ready endpoints each Service had at the worst moment of the upgrade.

import type { EndpointSlice } from '../../kinds/generated/types.gen';
import { counted } from '../../report/value-text';
import { goDuration } from '../../sim/duration';
import { type ObjectReference, referenceText } from '../finding';
import { referenceOf } from '../manifest-set';
import { blameFor } from './blame';
import type { Effect } from './effect';
import { type Observed, sinceChange } from './observed';
import { lossesOf } from './streams';

export interface EndpointCounts {
  readonly service: ObjectReference;
  readonly before: number;
  readonly lowest: number;
  /** When the lowest number was there first, since the change; undefined when it never fell. */
  readonly lowestAtMs: number | undefined;
  readonly after: number;
}

const SERVICE_LABEL = 'kubernetes.io/service-name';

const ready = ({ endpoints }: EndpointSlice) =>
  (endpoints ?? []).filter(({ conditions }) => conditions?.ready ?? true).length;

const serviceOf = ({ metadata }: EndpointSlice) =>
  `Service ${metadata.namespace}/${metadata.labels?.[SERVICE_LABEL] ?? ''}`;

/** Every Service of either set, in their order, the old ones first. */
export function endpointCounts(observed: Observed): readonly EndpointCounts[] {
  const services = [...observed.old.ofKind('Service'), ...observed.next.ofKind('Service')].map(referenceOf);
  const known = new Map(services.map((service) => [referenceText(service), service]));
  let counts = countsByUpgrade.get(observed);
  if (!counts) {
    counts = walk(observed);
    countsByUpgrade.set(observed, counts);
  }
  return [...known].map(([text, service]) => ({ service, ...(counts.get(text) ?? NONE) }));
}

const countsByUpgrade = new WeakMap<Observed, ReadonlyMap<string, Counts>>();

type Counts = Omit<EndpointCounts, 'service'>;

const NONE: Counts = { before: 0, lowest: 0, lowestAtMs: undefined, after: 0 };

function walk(observed: Observed): ReadonlyMap<string, Counts> {
  const slices = new Map<string, EndpointSlice>();
  const counts = new Map<string, { before: number; lowest: number; lowestAtMs: number | undefined; after: number }>();
  for (const slice of observed.before.list('EndpointSlice')) {
    slices.set(`${slice.metadata.namespace}/${slice.metadata.name}`, slice);
    const service = serviceOf(slice);
    const before = (counts.get(service)?.before ?? 0) + ready(slice);
    counts.set(service, { before, lowest: before, lowestAtMs: undefined, after: before });
  }
  for (const { kind, key, type, object, atMs } of observed.changes) {
    if (kind !== 'EndpointSlice') continue;
    const slice = object as EndpointSlice;
    const known = slices.get(key);
    if (type === 'DELETED') slices.delete(key);
    else slices.set(key, slice);
    const service = serviceOf(slice);
    const count = counts.get(service) ?? { ...NONE };
    count.after += (type === 'DELETED' ? 0 : ready(slice)) - (known ? ready(known) : 0);
    if (count.after < count.lowest)
      Object.assign(count, { lowest: count.after, lowestAtMs: sinceChange(observed, atMs) });
    counts.set(service, count);
  }
  return counts;
}

/** `3 ready endpoints fell to 1 at +15ms and stay there` */
export function fallText({ before, lowest, lowestAtMs = 0, after }: EndpointCounts): string {
  const then = after === lowest ? 'and stay there' : `and end at ${after}`;
  return `${counted(before, 'ready endpoint')} fell to ${lowest} at +${goDuration(lowestAtMs)} ${then}`;
}

/** Of Services that are still there and lost no request: of the others worse is told. */
export function loweredEndpoints(observed: Observed): readonly Effect[] {
  return endpointCounts(observed).flatMap((counts): readonly Effect[] => {
    const { service, lowest, lowestAtMs, after } = counts;
    const stream = observed.streams.find((other) => referenceText(other.service) === referenceText(service));
    const isTold = stream !== undefined && (lossesOf(observed, stream)?.length ?? 0) > 0;
    if (lowestAtMs === undefined || isTold) return [];
    if (!observed.after.get('Service', service.namespace, service.name)) return [];
    const { field, place, words } = blameFor(observed, service);
    return [
      {
        effect: 'endpoints-lowered',
        severity: lowest === 0 && after === 0 ? 'error' : lowest === 0 ? 'warning' : 'note',
        object: service,
        message: fallText(counts),
        details: words,
        field,
        place,
      },
    ];
  });
}
