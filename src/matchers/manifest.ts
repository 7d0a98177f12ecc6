// A part of a manifest that an object must have.

import { argument } from '../cluster/describe/argument';
import { either, mapOf, oneOf } from '../cluster/describe/types';
import { counted } from '../report/value-text';
import { type Place, placeOfKind } from './field-facts';
import { manifestPart } from './manifest-part';
import { checkPart, type Difference, differencesOf, LIST_MODES } from './match-manifest';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';

export const toMatchManifest = defineMatcher({
  name: 'toMatchManifest',
  summary: 'The object has all that this part of a manifest says; what the part leaves out may be as it is.',
  args: [argument('manifest', manifestPart(), 'the part; null stands for a field that is absent')],
  options: [
    argument(
      'lists',
      either(oneOf(...LIST_MODES), mapOf(oneOf(...LIST_MODES))),
      'how lists compare: `key` (by merge key, others may be there; the default), `position`, `unordered`, `contains`; ' +
        'one word for all lists, or words by path without indexes',
    ),
  ],
  example: {
    ts: "expect(shop.deployment('frontend')).toMatchManifest({ spec: { replicas: 3 } })",
    yaml: '- expect: { deployment/frontend: { toMatchManifest: { spec: { replicas: 3 } } } }',
  },
  check: (cx, object, { manifest, lists = 'key' }) => {
    const place = placeOfKind(cx.reader.registry, cx.subject?.kind ?? object.kind);
    checkOnce(place, manifest, object.kind);
    const differences = differencesOf(place, manifest, object, lists);
    const text = () => (differences.length === 0 ? 'all of it is there' : counted(differences.length, 'difference'));
    const [first] = differences;
    const path = first && /^[\w.]+$/.test(first.path) ? first.path : undefined;
    const evidence = () => differences.flatMap(differenceLines);
    return verdict(differences.length === 0, 'match the manifest', text, { evidence, path });
  },
});

const checked = new WeakMap<object, string>();

function checkOnce(place: Place, part: object, kind: string): void {
  if (checked.get(part) === kind) return;
  checkPart(place, part);
  checked.set(part, kind);
}

function differenceLines({ path, expected, actual }: Difference): readonly string[] {
  return [path, `  expected ${expected}`, `  actual   ${actual}`];
}
