// What came of a stream of requests.

import { argument } from '../cluster/describe/argument';
import { integer, number, oneOf } from '../cluster/describe/types';
import type { TrafficResult } from '../network/traffic-result';
import type { TrafficLoss } from '../network/traffic-stream';
import { offsetText } from '../report/places';
import { counted, someOf } from '../report/value-text';
import { countOptions, countTest } from './counts';
import { yes } from './history-options';
import { defineMatcher, type MatcherContext, type Verdict } from './matcher';
import { missingFrom, podSet } from './pod-set';
import { nothingToJudge, verdict } from './verdict';
import { partOfText, withWords } from './words';

const OUTCOMES = ['no-such-host', 'refused', 'timeout', 'reset', 'no-client', 'status'] as const;

export const toHaveLost = defineMatcher({
  name: 'toHaveLost',
  summary:
    'The stream lost requests, at least one or so many: not answered, or answered with a status of 400 and above.',
  subject: 'traffic',
  options: [
    ...countOptions,
    argument('outcome', oneOf(...OUTCOMES), 'only those that ended so'),
    argument('error', partOfText("the client's words"), 'only those with these words'),
    argument('cause', partOfText('what was the matter in the cluster'), 'only those with this cause, or a part of it'),
  ],
  example: {
    ts:
      "const visitors = shop.traffic('http://frontend', { perSecond: 50 });\n" +
      "shop.advance('10s');\n" +
      'expect(visitors).toHaveLost({ atMost: 30 })',
    yaml:
      '- traffic: { to: http://frontend, perSecond: 50, as: visitors }\n' +
      '- advance: 10s\n' +
      '- expect: { visitors: { toHaveLost: { atMost: 30 } } }',
  },
  check: (cx, { result }, { outcome, error, cause, ...counts }) => {
    const test = countTest(counts);
    const losses = result.losses.filter(
      (loss) =>
        (outcome === undefined || loss.outcome === outcome) &&
        (!error || error.matches(loss.reason)) &&
        (!cause || cause.matches(loss.cause)),
    );
    const kind = `${outcome === undefined ? '' : ` (${outcome})`}${withWords({ error, cause })}`;
    const expected = `have lost ${test.text} requests${kind}`;
    return judged(cx, result, expected, test.allows(losses.length), `${losses.length} lost of ${totalText(result)}`);
  },
});

export const toHaveLostNothing = defineMatcher({
  name: 'toHaveLostNothing',
  summary: 'Every request of the stream so far was answered with a status below 400, or its answer is still under way.',
  subject: 'traffic',
  example: {
    ts:
      "const visitors = shop.traffic('http://frontend', { perSecond: 50 });\n" +
      "shop.setImage('deployment/frontend', 'shop/frontend:v2');\n" +
      "shop.advance('90s');\n" +
      'expect(visitors).toHaveLostNothing()',
    yaml:
      '- traffic: { to: http://frontend, perSecond: 50, as: visitors }\n' +
      '- setImage: { target: deployment/frontend, image: shop/frontend:v2 }\n' +
      '- advance: 90s\n' +
      '- expect: { visitors: toHaveLostNothing }',
  },
  check: (cx, { result }) =>
    judged(cx, result, 'have lost no request', result.lost === 0, `${result.lost} lost of ${totalText(result)}`),
});

export const toHaveReached = defineMatcher({
  name: 'toHaveReached',
  summary: 'Each of these pods answered requests of the stream.',
  subject: 'traffic',
  args: [argument('pods', podSet(), 'the pods')],
  options: [argument('only', yes(), 'and no other pod did')],
  example: {
    ts:
      "const visitors = shop.traffic('http://frontend', { perSecond: 50 });\n" +
      "shop.advance('10s');\n" +
      "expect(visitors).toHaveReached('app=frontend', { only: true })",
    yaml:
      '- traffic: { to: http://frontend, perSecond: 50, as: visitors }\n' +
      '- advance: 10s\n' +
      '- expect: { visitors: { toHaveReached: { pods: app=frontend, only: true } } }',
  },
  check: (cx, { result, cluster }, { pods, only }) => {
    const wanted = pods.keys(cx.reader, cluster.namespace);
    const reached = Object.keys(result.byPod);
    const expected = `have reached ${only ? 'only ' : ''}the pods ${pods.text}`;
    if (wanted.length === 0) return nothingToJudge(expected, `no pod matches ${pods.text}`);
    const [missing, extra] = [missingFrom(wanted, reached), only ? missingFrom(reached, wanted) : []];
    const text = [
      `${counted(reached.length, 'pod')} answered: ${someOf(reached)}`,
      ...(missing.length > 0 ? [`never reached: ${someOf(missing)}`] : []),
      ...(extra.length > 0 ? [`reached too: ${someOf(extra)}`] : []),
    ];
    return judged(cx, result, expected, missing.length === 0 && extra.length === 0, text.join('\n'));
  },
});

const TOLERANCE = 0.2;

export const toBalance = defineMatcher({
  name: 'toBalance',
  summary: 'The pods that answered had equal shares of the requests, each within a tolerance (0.2: 20 % more or less).',
  subject: 'traffic',
  options: [
    argument('over', integer(1), 'over so many pods; all that answered unless given'),
    argument('tolerance', number('a fraction such as 0.2'), 'how far from the even share one may be; 0.2 unless given'),
  ],
  example: {
    ts:
      "const visitors = shop.traffic('http://frontend', { perSecond: 50 });\n" +
      "shop.advance('60s');\n" +
      'expect(visitors).toBalance({ over: 3 })',
    yaml:
      '- traffic: { to: http://frontend, perSecond: 50, as: visitors }\n' +
      '- advance: 60s\n' +
      '- expect: { visitors: { toBalance: { over: 3 } } }',
  },
  check: (cx, { result }, { over, tolerance = TOLERANCE }) => {
    const shares = Object.entries(result.byPod);
    const even = result.succeeded / Math.max(1, over ?? shares.length);
    const isEven = shares.every(([, count]) => Math.abs(count - even) <= tolerance * even);
    const pods = over === undefined ? 'the pods that answered' : counted(over, 'pod');
    const expected = `balance over ${pods}, each within ${percent(tolerance)} of ${even.toFixed(1)} requests`;
    const actual = shares.map(([pod, count]) => `${pod} ${count} (${percent(count / Math.max(1, result.succeeded))})`);
    const pass = shares.length > 1 && isEven && (over === undefined || shares.length === over);
    return judged(
      cx,
      result,
      expected,
      pass || (over === 1 && shares.length === 1),
      actual.join('\n') || 'no pod answered',
    );
  },
});

const percent = (fraction: number) => `${Math.round(fraction * 1000) / 10} %`;

function totalText({ total, inFlight }: TrafficResult): string {
  return `${counted(total, 'request')}${inFlight > 0 ? `, ${inFlight} under way` : ''}`;
}

/** A stream that has sent nothing says nothing. */
function judged(cx: MatcherContext, result: TrafficResult, expected: string, pass: boolean, actual: string): Verdict {
  if (result.total === 0) return nothingToJudge(expected, 'no request was sent yet: advance the cluster first');
  return verdict(pass, expected, actual, { evidence: () => lossLines(cx, result) });
}

const SHOWN = 6;

/** Losses of one reason that follow one another as one line. */
function lossLines({ cluster }: MatcherContext, { from, to, losses }: TrafficResult): readonly string[] {
  const runs: { first: TrafficLoss; last: TrafficLoss; count: number }[] = [];
  for (const loss of losses) {
    const run = runs.findLast(({ first }) => first.reason === loss.reason && first.pod === loss.pod);
    if (run) Object.assign(run, { last: loss, count: run.count + 1 });
    else runs.push({ first: loss, last: loss, count: 1 });
  }
  const lines = runs.slice(0, SHOWN).map(({ first, last, count }) => {
    const start = offsetText(cluster, first.atMs);
    const span = first === last ? `at ${start}` : `${start} to ${offsetText(cluster, last.atMs)}`;
    return `  ${span}  ${count} x ${first.reason}${first.pod ? ` (pod ${first.pod})` : ''}: ${first.cause}`;
  });
  if (runs.length > SHOWN) lines.push(`  and ${runs.length - SHOWN} more reasons`);
  return [`${from} to ${to}${lines.length > 0 ? ', lost:' : ''}`, ...lines];
}
