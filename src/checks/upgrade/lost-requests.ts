// Requests that the upgrade costs, Service by Service: how many, when, why, and the field behind it.

import { LATE_PROXIES, PROCESS_ENDED } from '../../network/loss-cause';
import type { TrafficLoss } from '../../network/traffic-stream';
import { type ObjectReference, referenceText } from '../finding';
import { blameFor } from './blame';
import { placeIn } from './changed-fields';
import type { Effect } from './effect';
import { endpointCounts, fallText } from './endpoints';
import { manifestOf, type Observed, sinceChange } from './observed';
import { causesOf, lossesOf, requestsSince } from './streams';

/** Requests that were lost, and Services that could not be watched. */
export function lostRequests(observed: Observed): readonly Effect[] {
  return withoutEchoes(
    observed.streams.flatMap((stream): Effect[] => {
      const { service, result } = stream;
      const losses = lossesOf(observed, stream);
      if (losses === undefined) {
        const [first] = result.losses as readonly [TrafficLoss];
        const message = 'was not watched: it did not answer before the change either';
        const place = placeIn(manifestOf(observed, service), []);
        return [{ effect: 'not-watched', severity: 'note', object: service, message, details: [first.cause], place }];
      }
      const [first, last] = [losses[0], losses.at(-1)];
      if (!first || !last) return [];
      const { field, place, words } = blameFor(observed, service);
      return [
        {
          effect: 'requests-lost',
          severity: 'error',
          object: service,
          message: `lost ${losses.length} of ${requestsSince(observed, stream)} requests`,
          details: [...causesOf(losses), ...words, ...loweredText(observed, service), ...remedies(losses)],
          atMs: sinceChange(observed, first.atMs),
          untilMs: sinceChange(observed, last.atMs),
          field,
          place,
        },
      ];
    }),
  );
}

/** Services over the same pods lose for one cause, by one field: told once. */
function withoutEchoes(effects: readonly Effect[]): readonly Effect[] {
  const alike = new Map<string, Effect>();
  for (const effect of effects) {
    const { object, field, place, message } = effect;
    const key = JSON.stringify(field === undefined ? object : { field, place });
    const first = alike.get(key);
    const also = `and ${referenceText(object)} ${message}`;
    alike.set(key, first ? { ...first, details: [...first.details, also] } : effect);
  }
  return [...alike.values()];
}

/** What would have kept them, where it can be told from the cause alone: see docs/zero-downtime.md. */
const REMEDIES: readonly (readonly [string, string])[] = [
  [LATE_PROXIES, 'a preStop sleep longer than the proxies need keeps these'],
  [PROCESS_ENDED, 'a program that finishes on SIGTERM what it has begun keeps these'],
];

const remedies = (losses: readonly TrafficLoss[]) =>
  REMEDIES.filter(([cause]) => losses.some((loss) => loss.cause === cause)).map(([, remedy]) => remedy);

function loweredText(observed: Observed, service: ObjectReference): readonly string[] {
  const counts = endpointCounts(observed).find((other) => referenceText(other.service) === referenceText(service));
  return counts?.lowestAtMs === undefined ? [] : [fallText(counts)];
}
