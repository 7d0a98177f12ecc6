// How containers ended and whether they were started again.

import { argument } from '../cluster/describe/argument';
import { integer, text } from '../cluster/describe/types';
import type { Pod } from '../kinds/generated/types.gen';
import { containerLines, containerStatuses, ends } from './containers';
import { countOptions, countTest } from './counts';
import { defineMatcher, type Verdict } from './matcher';
import { verdict } from './verdict';

const container = argument('container', text('the name of a container'), 'only this container');

const parts = (pod: Pod) => ({ evidence: () => containerLines(pod), path: 'status.containerStatuses' });

export const toBeCrashLooping = defineMatcher({
  name: 'toBeCrashLooping',
  summary: 'A container of the pod waits in CrashLoopBackOff.',
  kinds: ['Pod'],
  options: [container],
  example: {
    ts: "expect(none(shop.pods({ labels: 'app=frontend' }))).toBeCrashLooping()",
    yaml: '- expect: { none pods app=frontend: toBeCrashLooping }',
  },
  check: (_cx, pod, { container: name }) => {
    const looping = containerStatuses(pod, name).filter(({ state }) => state?.waiting?.reason === 'CrashLoopBackOff');
    const actual = () =>
      looping.length > 0
        ? looping.map((each) => `${each.name}: ${each.state?.waiting?.message}`).join('\n')
        : 'no container is in CrashLoopBackOff';
    return verdict(looping.length > 0, 'be crash-looping', actual, parts(pod));
  },
});

export const toHaveRestarted = defineMatcher({
  name: 'toHaveRestarted',
  summary: 'Containers of the pod were started again, at least once or so many times in all.',
  kinds: ['Pod'],
  options: [...countOptions, container],
  example: {
    ts: "expect(shop.pods({ labels: 'app=frontend' })).toHaveRestarted({ exactly: 0 })",
    yaml: '- expect: { pods app=frontend: { toHaveRestarted: { exactly: 0 } } }',
  },
  check: (_cx, pod, { container: name, ...counts }) => {
    const test = countTest(counts);
    const restarts = containerStatuses(pod, name).reduce((sum, { restartCount }) => sum + restartCount, 0);
    const expected = () => `have restarted ${test.text} times${name === undefined ? '' : ` (container ${name})`}`;
    return verdict(test.allows(restarts), expected, `${restarts} restarts`, parts(pod));
  },
});

export const toHaveExitCode = defineMatcher({
  name: 'toHaveExitCode',
  summary: 'A container of the pod ended with this exit code: now, or the last time before it was started again.',
  kinds: ['Pod'],
  args: [argument('code', integer(), 'the exit code')],
  options: [container],
  example: {
    ts: "expect(shop.pods({ labels: 'app=cart' })).toHaveExitCode(0, { container: 'migrate' })",
    yaml: '- expect: { pods app=cart: { toHaveExitCode: { code: 0, container: migrate } } }',
  },
  check: (_cx, pod, { code, container: name }) =>
    endVerdict(pod, name, `have exit code ${code}`, (end) => end.exitCode === code),
});

export const toBeOOMKilled = defineMatcher({
  name: 'toBeOOMKilled',
  summary: 'A container of the pod was killed for using more memory than its limit.',
  kinds: ['Pod'],
  options: [container],
  example: {
    ts: "expect(none(shop.pods({ labels: 'app=frontend' }))).toBeOOMKilled()",
    yaml: '- expect: { none pods app=frontend: toBeOOMKilled }',
  },
  check: (_cx, pod, { container: name }) =>
    endVerdict(pod, name, 'be OOM-killed', ({ reason }) => reason === 'OOMKilled'),
});

type End = ReturnType<typeof ends>[number]['end'];

function endVerdict(pod: Pod, name: string | undefined, phrase: string, isWanted: (end: End) => boolean): Verdict {
  const found = ends(containerStatuses(pod, name));
  const expected = name === undefined ? phrase : `${phrase} (container ${name})`;
  const actual = () => {
    const texts = found.map(
      (each) => `${each.name}: exit code ${each.end.exitCode} (${each.end.reason ?? 'no reason'})`,
    );
    return texts.length > 0 ? texts.join('\n') : 'no container has ended';
  };
  return verdict(
    found.some(({ end }) => isWanted(end)),
    expected,
    actual,
    parts(pod),
  );
}
