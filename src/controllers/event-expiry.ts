// Events live for an hour after they were last written: the API server stores them with a lease of that length.
// upstream: kube-apiserver --event-ttl, pkg/registry/core/event/storage

import { defineActor, watch } from '../api/actor';
import { splitKey } from '../kinds/kind';
import { Lane } from '../sim/work-queue';
import { isNotFound, refusalOf } from './shared/refusal';

const EVENT_TTL_MS = 3_600_000;
const SWEEP = 'sweep';

interface Written {
  readonly key: string;
  readonly revision: number;
  readonly atMs: number;
}

/** Writes of events, oldest first: those of the last hour, as all of them live equally long. */
interface Memory {
  written: Written[];
}

export const eventExpiry = defineActor<Memory>({
  name: 'event-expiry',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: () => 0,
  memory: {
    create: () => ({ written: [] }),
    fork: ({ written }) => ({ written: written.slice() }),
  },
  watches: [
    watch('Event', ({ type, key, revision, atMs }, cx) => {
      if (type === 'DELETED') return undefined;
      const { written } = cx.state as Memory;
      if (written.length === 0) cx.after(EVENT_TTL_MS, SWEEP, { background: true });
      written.push({ key, revision, atMs });
      return undefined;
    }),
  ],
  reconcile: (cx) => {
    const { state, nowMs } = cx;
    const alive = state.written.findIndex(({ atMs }) => atMs + EVENT_TTL_MS > nowMs);
    const due = alive < 0 ? state.written : state.written.slice(0, alive);
    state.written = alive < 0 ? [] : state.written.slice(alive);
    for (const { key, revision } of due) {
      const { namespace, name } = splitKey(key);
      const event = cx.get('Event', namespace, name);
      if (event?.metadata.resourceVersion !== String(revision)) continue;
      const refused = refusalOf(() => cx.delete('Event', namespace, name));
      if (refused && !isNotFound(refused)) throw refused;
    }
    const [next] = state.written;
    if (next) cx.after(next.atMs + EVENT_TTL_MS - nowMs, SWEEP, { background: true });
  },
});
