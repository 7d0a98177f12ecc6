// What the rules of campaigns tell: each has the causes that are its own, one violation for each of them.

import type { CheckContext } from '../context';
import type { Violation } from '../finding';
import { CAUSES } from './cause-table';
import { type Cause, caseText, causesOf, type Hit } from './causes';
import { proofOf } from './prove';

export function* violationsOf(rule: string, cx: CheckContext): Iterable<Violation> {
  for (const cause of causesOf(cx.outcomes)) {
    const { object, path } = cause.blame;
    const words = CAUSES[cause.blame.cause];
    if (words.rule !== rule || !cx.manifests.named(object)) continue;
    const [first] = cause.hits;
    const proof = proofOf(cx.started.cluster, cause);
    yield {
      object,
      path,
      message: words.message(cause),
      promised: words.promised(cause),
      happened: happened(cause),
      trace: (first.service ?? first.stuck)?.trace,
      remedy: proof === undefined ? words.remedy : `${words.remedy} ${proof}`,
    };
  }
}

const MOST = 6;

/** What came of each case, the same of two Services once. */
function happened({ hits }: Cause): string {
  const texts = [...new Set(hits.map((hit) => `${caseText(hit.case)}: ${hitText(hit)}`))];
  const more = texts.length > MOST ? [`and ${texts.length - MOST} more`] : [];
  return [...texts.slice(0, MOST), ...more].join('; ');
}

function hitText({ service, stuck }: Hit): string {
  if (stuck) return stuck.message;
  if (!service) return '';
  const { lowest, downMs, isBack, losses } = service;
  if (lowest === 0) return isBack ? `no endpoint for ${seconds(downMs)}` : 'no endpoint any more';
  if (!losses) return `${lowest} endpoints left`;
  const causes = Object.entries(losses.byCause).map(([cause, count]) => `${count} because ${cause}`);
  return `${losses.lost} of ${losses.sent} requests lost, ${causes.join(', ')}`;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
