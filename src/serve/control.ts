// Paths of our own, for stepping a served cluster by hand: `/wavetank/advance?for=30s`, `/wavetank/settle`,
// `/wavetank/now`.

import { advance, NotSettledError, settle } from '../cluster/run';
import { parseDuration } from '../sim/duration';
import { rfc3339 } from '../sim/time';
import type { ServingClock } from './clock';
import { type Answer, objectAnswer, pageNotFound, textAnswer } from './exchange';
import type { ServedCluster } from './served-cluster';

const PREFIX = '/wavetank/';

/** Undefined for every path but these. */
export function controlAnswer(
  served: ServedCluster,
  clock: ServingClock,
  method: string,
  { pathname, searchParams }: URL,
): Answer | undefined {
  if (!pathname.startsWith(PREFIX)) return undefined;
  const word = pathname.slice(PREFIX.length);
  if (word === 'now' && method === 'GET') return nowAnswer(served);
  if (word !== 'advance' && word !== 'settle') return pageNotFound();
  if (method !== 'POST') return textAnswer('Method Not Allowed\n', 405);
  clock.catchUp();
  const { simulation } = served.cluster;
  if (word === 'settle') {
    try {
      settle(simulation);
    } catch (error) {
      if (!(error instanceof NotSettledError)) throw error;
      return textAnswer(`${error.message}\n`, 409);
    }
  } else {
    const text = searchParams.get('for') ?? '';
    const spanMs = parseDuration(text);
    if (spanMs === undefined) return textAnswer(`for: expected a duration such as 30s, got "${text}"\n`, 400);
    advance(simulation, spanMs);
  }
  served.tellWatchers();
  return nowAnswer(served);
}

const nowAnswer = ({ cluster }: ServedCluster) => objectAnswer({ now: rfc3339(cluster.nowMs) });
