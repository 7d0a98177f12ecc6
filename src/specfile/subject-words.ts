// What stands before the colon of an expectation: `deployment/frontend`, `any pods app=web`, `exactly 2 pods in shop`,
// or the name that a step gave its result.

import type { Cluster } from '../cluster/cluster';
import type { NamedKinds } from '../cluster/describe/argument';
import { UsageError } from '../cluster/describe/usage-error';
import { type Quantifier, quantified, SUBJECT, type Subject } from '../cluster/subject';
import { nearest } from '../kinds/nearest';

const COUNTED = ['exactly', 'atLeast', 'atMost'] as const;
const PLAIN = ['all', 'any', 'none'] as const;
/** Fields that pods and others can be selected by begin so; labels do not. */
const FIELD = /^(metadata|spec|status)\./;

/** The subject that the words name. Errors: UsageError with the nearest right word. */
export function readSubject(cluster: Cluster, words: string, names: ReadonlyMap<string, unknown>): unknown {
  const text = words.trim();
  const bound = names.get(text);
  if (isResult(bound)) return bound;
  const { quantifier, rest } = takeQuantifier(text);
  const { main, namespace } = takeNamespace(rest);
  const [kind = '', ...selectors] = main.split(/\s+/);
  if (kind.includes('/') && selectors.length === 0) {
    if (!quantifier) return cluster.object(main, namespace ?? cluster.namespace);
    throw new UsageError(`"${quantifier.of}" counts the objects of a selection such as pods app=web, not one object`);
  }
  const { registry } = cluster.simulation.store;
  if (!registry.byName(kind)) throw unknown(text, kind, names, registry);
  const fields = selectors.filter((selector) => FIELD.test(selector)).join(',');
  const labels = selectors.filter((selector) => !FIELD.test(selector)).join(' ');
  const selection: Subject = cluster.selection(kind, {
    ...(labels ? { labels } : {}),
    ...(fields ? { fields } : {}),
    ...(namespace ? { namespace } : {}),
  });
  return quantifier ? quantified(selection, quantifier) : selection;
}

function isResult(value: unknown): value is object {
  return typeof value === 'object' && value !== null && SUBJECT in value;
}

function takeQuantifier(text: string): { quantifier: Quantifier | undefined; rest: string } {
  const [word = '', second = '', ...others] = text.split(/\s+/);
  const counted = COUNTED.find((each) => each === word);
  if (counted) {
    if (!/^\d+$/.test(second)) throw new UsageError(`"${counted}": expected a number, as ${counted} 2 pods app=web`);
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

function unknown(text: string, kind: string, names: ReadonlyMap<string, unknown>, kinds: NamedKinds): UsageError {
  const results = [...names.keys()].filter((name) => isResult(names.get(name)));
  const bound = results.length > 0 ? `, or one of ${results.join(', ')}` : '';
  const expected = `expected an object such as deployment/frontend, a selection such as pods app=web${bound}`;
  const hint = nearest(text, results) ?? nearest(text.split(/\s+/)[0] as string, [...COUNTED, ...PLAIN]);
  return new UsageError(`there is no subject "${text}": ${expected}`, { hint: hint ?? nearest(kind, kinds.names()) });
}
