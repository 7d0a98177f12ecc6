// What stands before the colon of an expectation: `deployment/frontend`, `any pods app=web`, `exactly 2 pods`, or the name
// that a step gave its result.

import type { Cluster } from '../cluster/cluster';
import { nearest } from '../cluster/describe/nearest';
import { UsageError } from '../cluster/describe/usage-error';
import { type Quantifier, quantified, type Subject } from '../cluster/subject';
import { kindByName, kindNames } from '../kinds/table';

const COUNTED = ['exactly', 'atLeast', 'atMost'] as const;
const PLAIN = ['all', 'any', 'none'] as const;

/** The subject that the words name. Errors: UsageError with the nearest right word. */
export function readSubject(cluster: Cluster, words: string, bindings: ReadonlyMap<string, unknown>): unknown {
  const text = words.trim();
  if (bindings.has(text)) return bindings.get(text);
  if (text === 'cluster') return cluster;
  const { quantifier, rest } = takeQuantifier(text);
  const { main, namespace } = takeNamespace(rest);
  if (!/\s/.test(main) && main.includes('/') && quantifier === undefined) {
    return namespace === undefined ? cluster.object(main) : cluster.object(main, namespace);
  }
  const [kind = '', ...selectors] = main.split(/\s+/);
  if (!kindByName(kind)) throw unknownSubject(text, kind, bindings);
  const fields = selectors.filter((selector) => /^(metadata|spec|status)\./.test(selector)).join(',');
  const labels = selectors.filter((selector) => !/^(metadata|spec|status)\./.test(selector)).join(' ');
  const selection: Subject = cluster.selection(kind, {
    ...(labels ? { labels } : {}),
    ...(fields ? { fields } : {}),
    ...(namespace ? { namespace } : {}),
  });
  return quantifier ? quantified(selection, quantifier) : selection;
}

function takeQuantifier(text: string): { quantifier: Quantifier | undefined; rest: string } {
  const [word = '', second = '', ...others] = text.split(/\s+/);
  const counted = COUNTED.find((each) => each === word);
  if (counted && /^\d+$/.test(second)) {
    return { quantifier: { of: counted, count: Number(second) }, rest: others.join(' ') };
  }
  const plain = PLAIN.find((each) => each === word);
  if (plain) return { quantifier: { of: plain }, rest: [second, ...others].join(' ') };
  return { quantifier: undefined, rest: text };
}

/** `… in shop` */
function takeNamespace(text: string): { main: string; namespace: string | undefined } {
  const match = /^(.*\S)\s+in\s+([a-z0-9-]+)$/.exec(text);
  return match ? { main: match[1] as string, namespace: match[2] } : { main: text, namespace: undefined };
}

function unknownSubject(text: string, kind: string, bindings: ReadonlyMap<string, unknown>): UsageError {
  const names = [...bindings.keys()];
  const expected = 'expected an object such as deployment/frontend, a selection such as pods app=web';
  const bound = names.length > 0 ? `, or one of ${names.join(', ')}` : '';
  return new UsageError(`there is no subject "${text}": ${expected}${bound}`, {
    hint: nearest(text, names) ?? nearest(kind, kindNames()),
  });
}
