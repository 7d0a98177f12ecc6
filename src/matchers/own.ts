// What an object controls, directly or through what it controls.

import { argument } from '../cluster/describe/argument';
import type { Pod } from '../kinds/generated/types.gen';
import { descendantsOf } from '../report/object-names';
import { counted, someOf } from '../report/value-text';
import { countOptions, countTest } from './counts';
import { kindName } from './kind-name';
import { labelSelector } from './label-selector';
import { defineMatcher } from './matcher';
import { podLines } from './related-pods';
import { verdict } from './verdict';

export const toOwn = defineMatcher({
  name: 'toOwn',
  summary: 'The object controls objects of this kind, directly or through others; so many of them if a number is said.',
  args: [argument('kind', kindName(), 'the kind of what it owns')],
  options: [...countOptions, argument('labels', labelSelector(), 'count only those that match')],
  example: {
    ts: "expect(shop.deployment('frontend')).toOwn('pods', { exactly: 3 })",
    yaml: '- expect: { deployment/frontend: { toOwn: { kind: pods, exactly: 3 } } }',
  },
  check: (cx, object, { kind, labels, ...counts }) => {
    const test = countTest(counts);
    const owned = descendantsOf(cx.reader, object, kind.key);
    const found = labels ? owned.filter(({ metadata }) => labels.matches(metadata.labels)) : owned;
    const matching = labels ? ` matching ${labels.text}` : '';
    const names = () => someOf(found.map(({ metadata }) => metadata.name));
    const text = () => `${counted(found.length, kind.singular, kind.plural)}${matching}: ${names()}`;
    return verdict(test.allows(found.length), `own ${test.text} ${kind.plural}${matching}`, text, {
      evidence: () => (kind.key === 'Pod' && found.length > 0 ? podLines(cx, found as never as Pod[]) : []),
      related: () => descendantsOf(cx.reader, object),
    });
  },
});
