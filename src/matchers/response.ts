// What came of one request.

import { argument } from '../cluster/describe/argument';
import { integer, listOf, oneOf, text } from '../cluster/describe/types';
import type { Response } from '../cluster/results';
import { counted } from '../report/value-text';
import { defineMatcher, type Verdict } from './matcher';
import { hopLines, responseText } from './response-text';
import { verdict } from './verdict';
import { partOfText, type Words, wholeText, withWords } from './words';

export const toBeAnswered = defineMatcher({
  name: 'toBeAnswered',
  summary: 'The request was answered with this status (below 400 unless said), by this pod, over this way.',
  subject: 'response',
  options: [
    argument('status', integer(100), 'the HTTP status'),
    argument('pod', wholeText('the name of a pod'), 'who answered; its name, with `namespace/` before it if you like'),
    argument('sourceIp', wholeText('an address'), "the client's address as the pod saw it"),
    argument('hops', integer(), 'how often it went from one node to another'),
    argument('through', listOf(text('the name of a node')), 'the nodes that it passed, in order'),
  ],
  example: {
    ts: "expect(shop.request('http://frontend')).toBeAnswered({ status: 200 })",
    yaml: '- request: { to: http://frontend, as: answer }\n- expect: { answer: { toBeAnswered: { status: 200 } } }',
  },
  check: (_cx, response, said) => {
    const { status, pod, sourceIp, hops, through } = said;
    const isAnswered = response.outcome === 'answered';
    const pass =
      isAnswered &&
      (status === undefined ? response.ok : response.status === status) &&
      (!pod || isPod(pod, response.pod)) &&
      (!sourceIp || sourceIp.matches(response.sourceIp)) &&
      (hops === undefined || hopsOf(response) === hops) &&
      (!through || through.join() === response.nodes.join());
    const words = [
      ...(status === undefined ? [] : [`status ${status}`]),
      ...(pod ? [`pod ${pod.text}`] : []),
      ...(sourceIp ? [`source address ${sourceIp.text}`] : []),
      ...(hops === undefined ? [] : [counted(hops, 'hop')]),
      ...(through ? [`the way ${through.join(', ')}`] : []),
    ];
    const expected = `be answered${words.length > 0 ? ` with ${words.join(' and ')}` : ''}`;
    return responseVerdict(pass, expected, response);
  },
});

const OUTCOMES = ['no-such-host', 'refused', 'timeout', 'reset', 'no-client'] as const;

export const toBeLost = defineMatcher({
  name: 'toBeLost',
  summary: "The request was not answered; the error is in the client's words or a part of them.",
  subject: 'response',
  options: [
    argument('outcome', oneOf(...OUTCOMES), 'how it ended'),
    argument('error', partOfText("the client's words"), 'for example `connection refused`'),
  ],
  example: {
    ts: "expect(shop.request('http://nobody')).toBeLost({ outcome: 'no-such-host' })",
    yaml: '- request: { to: http://nobody, as: answer }\n- expect: { answer: { toBeLost: { outcome: no-such-host } } }',
  },
  check: (_cx, response, { outcome, error }) => {
    const isLost = response.outcome !== 'answered';
    const pass =
      isLost && (outcome === undefined || response.outcome === outcome) && (!error || error.matches(response.error));
    const expected = () => `be lost${outcome === undefined ? '' : ` (${outcome})`}${withWords({ error })}`;
    return responseVerdict(pass, expected, response);
  },
});

const isPod = (wanted: Words, pod: string | undefined) => wanted.matches(pod) || wanted.matches(pod?.split('/')[1]);

const hopsOf = ({ nodes }: Response) => Math.max(0, nodes.length - 1);

function responseVerdict(pass: boolean, expected: string | (() => string), response: Response): Verdict {
  const { nodes } = response;
  const way = nodes.length > 0 ? `\n${counted(hopsOf(response), 'hop')} through ${nodes.join(', ')}` : '';
  return verdict(pass, expected, () => responseText(response) + way, { evidence: () => hopLines(response) });
}
