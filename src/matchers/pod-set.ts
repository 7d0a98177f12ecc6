// The argument type of a set of pods: a label selector, a list of names, or in TypeScript a selection of the cluster.

import type { Reader } from '../api/actor';
import { type ArgumentType, isProblem, problem } from '../cluster/describe/argument';
import { isSubject, objectsOf, type Subject } from '../cluster/subject';
import { keyOf, objectKey } from '../kinds/kind';
import { labelSelector } from './label-selector';

export interface PodSet {
  /** `app=web`, `web-0, web-1` */
  readonly text: string;
  /** Keys of the pods, in order; names that do not exist are keys too. */
  readonly keys: (reader: Reader, namespace: string) => readonly string[];
}

export function podSet(): ArgumentType<string | readonly string[] | Subject<'Pod'>, PodSet> {
  const expected = 'pods as a label selector such as app=web, or a list of names';
  const selector = labelSelector();
  return {
    expected,
    typeText: 'string | readonly string[] | Subject',
    schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
    read: (input) => {
      if (isSubject(input) && input.kind === 'Pod') return { value: ofSubject(input as Subject<'Pod'>) };
      if (Array.isArray(input)) {
        const isNames = input.length > 0 && input.every((name) => typeof name === 'string' && name !== '');
        return isNames ? { value: ofNames(input) } : problem(expected, input);
      }
      const reading = selector.read(input);
      if (isProblem(reading)) return reading;
      const { text, matches } = reading.value;
      const keys = (reader: Reader, namespace: string) =>
        reader
          .by('Pod', 'namespace', namespace)
          .filter((pod) => matches(pod.metadata.labels))
          .map(objectKey);
      return { value: { text, keys } };
    },
  };
}

function ofSubject(subject: Subject<'Pod'>): PodSet {
  const text = subject.name ?? (subject.selector || 'all pods');
  return { text, keys: (reader) => objectsOf(subject, reader).map(objectKey) };
}

/** A name may say its namespace: `shop/web-0`. */
function ofNames(names: readonly string[]): PodSet {
  const keys = (_reader: Reader, namespace: string) =>
    names.map((name) => (name.includes('/') ? name : keyOf(namespace, name))).sort();
  return { text: names.join(', '), keys };
}

/** What is in one list of keys and not in the other, namespaces left out. */
export function missingFrom(keys: readonly string[], others: readonly string[]): readonly string[] {
  const there = new Set(others);
  return keys.filter((key) => !there.has(key));
}
