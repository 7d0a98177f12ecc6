// The failure of an expectation on a result: traffic, a response, a look-up, a refusal.

import type { Cluster } from '../cluster/cluster';
import type { Failure } from '../report/failure';
import { footerText } from '../report/replay';
import type { Asked } from './ask';
import type { ResultTypes, Verdict } from './matcher';

const NAMES: Readonly<Record<keyof ResultTypes, string>> = {
  traffic: 'traffic',
  response: 'response',
  lookup: 'look-up',
  reachability: 'reachability',
  refusal: '() => ...',
};

export function describeResult(asked: Asked, verdict: Verdict, cluster: Cluster | undefined): Failure {
  const { matcher, negated, call, name, replay } = asked;
  const command = replay === undefined ? '' : `run it again: ${replay}`;
  return {
    subject: name ?? NAMES[matcher.subject as keyof ResultTypes],
    matcher: matcher.name,
    call,
    negated,
    expected: `${negated ? 'not ' : ''}to ${verdict.expected()}`,
    actual: verdict.actual(),
    sections: [{ title: undefined, lines: verdict.evidence?.() ?? [] }],
    footer: cluster ? footerText(cluster, replay) : command,
  };
}
