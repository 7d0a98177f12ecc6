// What is in a container: its files, its environment and how much CPU it gets, as its processes see them now.

import { argument } from '../cluster/describe/argument';
import { text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import type { Pod } from '../kinds/generated/types.gen';
import { nearest } from '../kinds/nearest';
import { CommandError } from '../node/command-error';
import { someOf, valueText } from '../report/value-text';
import { containerLines } from './containers';
import { defineMatcher, type MatcherContext } from './matcher';
import { nothingToJudge, verdict } from './verdict';
import { pattern, wholeText, withWords } from './words';

const container = argument('container', text('a container'), 'which one; may be left out when there is just one');

export const toHaveFile = defineMatcher({
  name: 'toHaveFile',
  summary: 'A process of the container finds the file, with this content if it is said.',
  kinds: ['Pod'],
  presentOnly: true,
  args: [argument('path', text('an absolute path such as /data/note'), 'the file')],
  options: [argument('content', wholeText('the whole content'), 'what is in it'), container],
  example: {
    ts:
      "shop.writeFile('pod/web-0', '/tmp/note', 'hello');\n" +
      "expect(shop.pod('web-0')).toHaveFile('/tmp/note', { content: 'hello' })",
    yaml:
      '- writeFile: { pod: pod/web-0, path: /tmp/note, content: hello }\n' +
      '- expect: { pod/web-0: { toHaveFile: { path: /tmp/note, content: hello } } }',
  },
  check: (cx, pod, { path, content, container: name }) => {
    const expected = () => `have the file ${path}${withWords({ content })}`;
    const { said, problem } = ask<string | undefined>(cx, pod, 'readFile', name, { path });
    const pass = said !== undefined && (content?.matches(said) ?? true);
    const there = () => (said === undefined ? 'there is no such file' : `it holds ${valueText(said)}`);
    if (problem !== undefined) return nothingToJudge(expected, problem);
    return verdict(pass, expected, there, { evidence: () => containerLines(pod) });
  },
});

export const toHaveVariable = defineMatcher({
  name: 'toHaveVariable',
  summary: "The container's process was started with this environment variable, with this value if one is said.",
  kinds: ['Pod'],
  presentOnly: true,
  args: [argument('variable', text('a variable such as CURRENCY=EUR, or its name'), 'the variable')],
  options: [argument('matches', pattern(), 'a pattern that the value matches'), container],
  example: {
    ts: "expect(shop.pods({ labels: 'app=catalog' })).toHaveVariable('CURRENCY=EUR')",
    yaml: '- expect: { pods app=catalog: { toHaveVariable: CURRENCY=EUR } }',
  },
  check: (cx, pod, { variable, matches, container: name }) => {
    const sign = variable.indexOf('=');
    const key = sign < 0 ? variable : variable.slice(0, sign);
    if (sign >= 0 && matches) throw new UsageError(`"${variable}" says the value already: leave out "matches"`);
    const expected = `have the variable ${variable}${matches ? ` matching ${matches}` : ''}`;
    const { said, problem } = ask<Readonly<Record<string, string>>>(cx, pod, 'environment', name, {});
    const value = said && Object.hasOwn(said, key) ? said[key] : undefined;
    const pass =
      value !== undefined &&
      (sign < 0 || value === variable.slice(sign + 1)) &&
      (!matches || value.search(matches) >= 0);
    const there = () => (value === undefined ? `there is no variable ${key}` : `${key} is ${valueText(value)}`);
    const evidence = () => (value === undefined ? others(said ?? {}, key) : []);
    if (problem !== undefined) return nothingToJudge(expected, problem);
    return verdict(pass, expected, there, { evidence });
  },
});

export const toBeThrottled = defineMatcher({
  name: 'toBeThrottled',
  summary: 'The process of a container would use more CPU than its limit, and is slowed down to it.',
  kinds: ['Pod'],
  presentOnly: true,
  options: [container],
  example: {
    ts: "expect(shop.pods({ labels: 'app=cart' })).not.toBeThrottled()",
    yaml: '- expect: { pods app=cart: { not: toBeThrottled } }',
  },
  check: (cx, pod, { container: name }) => {
    const { said, problem } = ask<{ readonly cpuMilli: number; readonly throttled: boolean }>(
      cx,
      pod,
      'usage',
      name,
      {},
    );
    const uses = () => `it uses ${said?.cpuMilli ?? 0}m of CPU${said?.throttled ? ', which is its limit' : ''}`;
    if (problem !== undefined) return nothingToJudge('be throttled', problem);
    return verdict(said?.throttled === true, 'be throttled', uses);
  },
});

interface Answer<T> {
  readonly said?: T;
  /** Why the kubelet can say nothing. */
  readonly problem?: string;
}

/** What the kubelet says of the container. Errors: UsageError for a wrong name. */
function ask<T>(cx: MatcherContext, pod: Pod, command: string, name: string | undefined, more: object): Answer<T> {
  const { metadata, spec } = pod;
  const names = [...spec.containers, ...(spec.initContainers ?? [])].map((each) => each.name);
  if (name === undefined && spec.containers.length > 1) {
    throw new UsageError(`pod/${metadata.name} has several containers, say which: ${names.join(', ')}`);
  }
  if (name !== undefined && !names.includes(name)) {
    const hint = nearest(name, names);
    throw new UsageError(`pod/${metadata.name} has no container "${name}", only ${names.join(', ')}`, { hint });
  }
  const args = { pod: `${metadata.namespace}/${metadata.name}`, container: name ?? spec.containers[0]?.name, ...more };
  try {
    return { said: cx.cluster.simulation.command('kubelet', command, args, 0) as T };
  } catch (error) {
    if (error instanceof CommandError) return { problem: error.message };
    throw error;
  }
}

function others(there: Readonly<Record<string, string>>, key: string): readonly string[] {
  const names = Object.keys(there);
  const meant = nearest(key, names);
  return [...(meant === undefined ? [] : [`did you mean ${meant}?`]), `variables: ${someOf(names, 12)}`];
}
