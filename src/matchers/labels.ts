// Labels and annotations, written as kubectl does: `app=web`, or the key alone.

import { argument } from '../cluster/describe/argument';
import { text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nearest } from '../kinds/nearest';
import { valueText } from '../report/value-text';
import type { Verdict } from './matcher';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';
import { pattern } from './words';

const matches = argument('matches', pattern(), 'a pattern that the value matches');

export const toHaveLabel = defineMatcher({
  name: 'toHaveLabel',
  summary: 'The object has the label, with this value if one is said.',
  args: [argument('label', text('a label such as app=web, or its key'), 'the label')],
  options: [matches],
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveLabel('app=frontend')",
    yaml: '- expect: { deployment/frontend: { toHaveLabel: app=frontend } }',
  },
  check: (_cx, { metadata }, { label, matches: wanted }) => judge('label', metadata.labels ?? {}, label, wanted),
});

export const toHaveAnnotation = defineMatcher({
  name: 'toHaveAnnotation',
  summary: 'The object has the annotation, with this value if one is said.',
  args: [argument('annotation', text('an annotation such as owner=team-a, or its key'), 'the annotation')],
  options: [matches],
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveAnnotation('deployment.kubernetes.io/revision=1')",
    yaml: '- expect: { deployment/frontend: { toHaveAnnotation: deployment.kubernetes.io/revision=1 } }',
  },
  check: (_cx, { metadata }, { annotation, matches: wanted }) =>
    judge('annotation', metadata.annotations ?? {}, annotation, wanted),
});

function judge(
  noun: 'label' | 'annotation',
  there: Readonly<Record<string, string>>,
  said: string,
  wanted: RegExp | undefined,
): Verdict {
  const sign = said.indexOf('=');
  const key = sign < 0 ? said : said.slice(0, sign);
  const value = sign < 0 ? undefined : said.slice(sign + 1);
  if (key === '') throw new UsageError(`expected ${noun} or ${noun}=value, got "${said}"`);
  if (value !== undefined && wanted) throw new UsageError(`"${said}" says the value already: leave out "matches"`);
  const actual = Object.hasOwn(there, key) ? there[key] : undefined;
  const pass =
    actual !== undefined && (value === undefined || actual === value) && (!wanted || actual.search(wanted) >= 0);
  const expected = `have the ${noun} ${said}${wanted ? ` matching ${wanted}` : ''}`;
  const evidence = () => (actual === undefined ? others(noun, there, key) : []);
  const text = () => (actual === undefined ? `there is no ${noun} ${key}` : `${key} is ${valueText(actual)}`);
  return verdict(pass, expected, text, { evidence, path: `metadata.${noun}s['${key}']` });
}

function others(noun: string, there: Readonly<Record<string, string>>, key: string): readonly string[] {
  const entries = Object.entries(there).map(([name, value]) => `  ${name}=${value}`);
  const meant = nearest(key, Object.keys(there));
  return [
    ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
    ...(entries.length === 0 ? [`it has no ${noun}s`] : [`${noun}s:`, ...entries]),
  ];
}
