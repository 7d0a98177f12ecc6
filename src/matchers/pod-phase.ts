// Where a pod is in its life: pending, running, succeeded, failed.

import { argument } from '../cluster/describe/argument';
import type { Job, Pod } from '../kinds/generated/types.gen';
import { podRow } from '../printers/pod-row';
import { conditionOf, conditionText, isTrue } from './conditions';
import { containerLines, containerStatuses } from './containers';
import { defineMatcher, type MatcherContext, type Verdict } from './matcher';
import { verdict } from './verdict';
import { allMatch, partOfText, type Words, wholeText, withWords } from './words';

export const toBeRunning = defineMatcher({
  name: 'toBeRunning',
  summary: 'The pod is bound to a node and its containers were started: phase Running.',
  kinds: ['Pod'],
  example: {
    ts: "expect(shop.pods({ labels: 'app=frontend' })).toBeRunning()",
    yaml: '- expect: { pods app=frontend: toBeRunning }',
  },
  check: (cx, pod) => phaseVerdict(cx, pod, 'Running', 'be running'),
});

export const toBePending = defineMatcher({
  name: 'toBePending',
  summary:
    'The pod is in phase Pending; its reason is that of the scheduler, of a waiting container, or what kubectl shows.',
  kinds: ['Pod'],
  options: [
    argument('reason', wholeText('a reason such as Unschedulable or ImagePullBackOff'), 'why'),
    argument('message', partOfText('the message of that reason'), 'in its own words'),
  ],
  example: {
    ts: "expect(none(shop.pods({ labels: 'app=frontend' }))).toBePending()",
    yaml: '- expect: { none pods app=frontend: toBePending }',
  },
  check: (cx, pod, words) => {
    const sources = pendingReasons(cx, pod);
    const pass = pod.status?.phase === 'Pending' && sources.some((source) => allMatch(words, source));
    const actual = () => {
      const reasons = sources.filter(({ reason }) => reason !== undefined);
      const list = reasons.map(({ reason, message }) => `${reason}${message ? `: ${message}` : ''}`).join('\n');
      return pod.status?.phase === 'Pending' ? `Pending\n${list}`.trimEnd() : phaseText(cx, pod);
    };
    const expected = () => `be pending${withWords(words as Readonly<Record<string, Words | undefined>>)}`;
    return verdict(pass, expected, actual, { evidence: () => containerLines(pod), path: 'status' });
  },
});

interface Reason {
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly [name: string]: string | undefined;
}

function pendingReasons({ nowMs }: MatcherContext, pod: Pod): readonly Reason[] {
  const reasons: Reason[] = [];
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') reasons.push({ reason: scheduled.reason, message: scheduled.message });
  for (const { state } of containerStatuses(pod, undefined)) {
    if (state?.waiting) reasons.push({ reason: state.waiting.reason, message: state.waiting.message });
  }
  const { reason, message } = pod.status ?? {};
  if (reason) reasons.push({ reason, message });
  const shown = podRow(pod, nowMs).status;
  if (!reasons.some((each) => each.reason === shown)) reasons.push({ reason: shown, message: undefined });
  return reasons;
}

export const toHaveSucceeded = defineMatcher({
  name: 'toHaveSucceeded',
  summary: 'All containers of the pod ended with exit code 0, or the Job is Complete.',
  kinds: ['Pod', 'Job'],
  example: {
    ts: "expect(none(shop.pods({ labels: 'app=frontend' }))).toHaveSucceeded()",
    yaml: '- expect: { none pods app=frontend: toHaveSucceeded }',
  },
  check: (cx, object) => {
    if (object.kind === 'Pod') return phaseVerdict(cx, object as Pod, 'Succeeded', 'have succeeded');
    const job = object as Job;
    return verdict(isTrue(job, 'Complete'), 'have succeeded', () => jobText(job), { path: 'status' });
  },
});

export const toHaveFailed = defineMatcher({
  name: 'toHaveFailed',
  summary: 'The pod is in phase Failed, or the Job has the condition Failed.',
  kinds: ['Pod', 'Job'],
  options: [
    argument('reason', wholeText('a reason such as BackoffLimitExceeded'), 'why'),
    argument('message', partOfText('its message'), 'in its own words'),
  ],
  example: {
    ts: "expect(none(shop.pods({ labels: 'app=frontend' }))).toHaveFailed()",
    yaml: '- expect: { none pods app=frontend: toHaveFailed }',
  },
  check: (cx, object, { reason, message }) => {
    const words = { reason, message };
    const expected = () => `have failed${withWords(words)}`;
    if (object.kind === 'Job') {
      const failed = conditionOf(object, 'Failed');
      const pass = failed?.status === 'True' && allMatch(words, { reason: failed.reason, message: failed.message });
      return verdict(pass, expected, () => jobText(object as Job), { path: 'status' });
    }
    const pod = object as Pod;
    const { phase, ...status } = pod.status ?? {};
    const pass = phase === 'Failed' && allMatch(words, { reason: status.reason, message: status.message });
    const actual = () => [phaseText(cx, pod), status.message].filter(Boolean).join('\n');
    return verdict(pass, expected, actual, { evidence: () => containerLines(pod), path: 'status' });
  },
});

function jobText(job: Job): string {
  const { active = 0, succeeded = 0, failed = 0 } = job.status ?? {};
  const ended = ['Complete', 'Failed'].filter((type) => conditionOf(job, type));
  const counts = `${active} active, ${succeeded} succeeded, ${failed} failed`;
  return [...ended.map((type) => conditionText(job, type)), counts].join('\n');
}

function phaseVerdict(cx: MatcherContext, pod: Pod, phase: string, expected: string): Verdict {
  const parts = { evidence: () => containerLines(pod), path: 'status.phase' };
  return verdict(pod.status?.phase === phase, expected, () => phaseText(cx, pod), parts);
}

/** `phase Running, kubectl shows CrashLoopBackOff` */
export function phaseText({ nowMs }: MatcherContext, pod: Pod): string {
  const { phase = 'unknown' } = pod.status ?? {};
  const shown = podRow(pod, nowMs).status;
  const why = phase === 'Pending' ? conditionOf(pod, 'PodScheduled')?.message : undefined;
  return `phase ${phase}${shown === phase ? '' : `, kubectl shows ${shown}`}${why ? `: ${why}` : ''}`;
}
