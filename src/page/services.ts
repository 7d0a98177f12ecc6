// How many endpoints a Service had, and how many of them were ready, from the changes of its EndpointSlices.

import type { Change } from '../api/change';
import type { EndpointSlice } from '../kinds/generated/types.gen';
import type { ServicePoints } from './page-data';

const SERVICE_NAME = 'kubernetes.io/service-name';

interface Counts {
  readonly type: string;
  readonly ready: number;
  readonly total: number;
}

interface Points {
  readonly slices: Map<number, Counts>;
  readonly all: Set<number>;
  readonly atMs: number[];
  readonly ready: number[];
  readonly total: number[];
}

export class ServiceHistory {
  readonly #byService = new Map<string, Points>();

  /** Takes one change of a slice; they come in their order. */
  add(change: Change, slice: number, atMs: number): void {
    const { metadata, endpoints, addressType } = change.object as EndpointSlice;
    const name = metadata.labels?.[SERVICE_NAME];
    if (name === undefined) return;
    const points = this.#of(`${metadata.namespace}/${name}`);
    points.all.add(slice);
    if (change.type === 'DELETED') points.slices.delete(slice);
    else {
      const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length;
      points.slices.set(slice, { type: addressType, ready, total: endpoints?.length ?? 0 });
    }
    addPoint(points, atMs);
  }

  #of(service: string): Points {
    let points = this.#byService.get(service);
    if (!points) {
      points = { slices: new Map(), all: new Set(), atMs: [], ready: [], total: [] };
      this.#byService.set(service, points);
    }
    return points;
  }

  /** @param numberOf the object's number of a Service, by `ns/name`; undefined when there never was one */
  services(numberOf: (service: string) => number | undefined): ServicePoints[] {
    return [...this.#byService].flatMap(([name, { all, atMs, ready, total }]) => {
      const object = numberOf(name);
      return object === undefined ? [] : [{ object, slices: [...all], atMs, ready, total }];
    });
  }
}

/** A Service of both address families has each endpoint twice: the larger count is the one that people mean. */
function addPoint({ slices, atMs, ready, total }: Points, now: number): void {
  const byType = new Map<string, { ready: number; total: number }>();
  for (const counts of slices.values()) {
    const sum = byType.get(counts.type) ?? { ready: 0, total: 0 };
    byType.set(counts.type, { ready: sum.ready + counts.ready, total: sum.total + counts.total });
  }
  const sums = [...byType.values()];
  const last = atMs.length - 1;
  const values = [Math.max(0, ...sums.map((sum) => sum.ready)), Math.max(0, ...sums.map((sum) => sum.total))] as const;
  if (ready[last] === values[0] && total[last] === values[1]) return;
  atMs.push(now);
  ready.push(values[0]);
  total.push(values[1]);
}
