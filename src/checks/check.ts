// Runs rules over manifests: findings in the order of files and lines, none twice for one cause.

import type { Manifest } from '../manifests/check-object';
import { locate } from '../manifests/source';
import type { CheckContext } from './context';
import { type Finding, type ObjectReference, referenceText, type Violation } from './finding';
import type { Rule } from './rule';
import { readSettings } from './setting';

/**
 * What the rules find, by file and line, then by the order of the table.
 * @param settings by the names of rules what a configuration sets of them: maps as written. Errors: UsageError.
 */
export function check(
  cx: CheckContext,
  rules: readonly Rule[],
  settings: Readonly<Record<string, unknown>> = {},
): readonly Finding[] {
  const found = rules.flatMap((rule) => {
    const values = readSettings(rule, settings[rule.id]);
    return [...rule.check(cx, values)].map((violation) => ({ rule, violation }));
  });
  return placed(cx, withoutEchoes(found)).sort(byPlace);
}

interface Found {
  readonly rule: Rule;
  readonly violation: Violation;
}

/** Leaves out what a more precise rule says of the same object, or of one that this is a consequence of. */
function withoutEchoes(found: readonly Found[]): readonly Found[] {
  const told = new Set(
    found.flatMap(({ rule, violation: { object, affects = [] } }) =>
      [object, ...affects].map((each) => echoKey(rule.id, each)),
    ),
  );
  return found.filter(({ rule, violation: { object, because = [] } }) => {
    const blamed = [object, ...because];
    return !(rule.yieldsTo ?? []).some((other) => blamed.some((each) => told.has(echoKey(other, each))));
  });
}

const echoKey = (rule: string, object: ObjectReference) => `${rule} ${referenceText(object)}`;

/** Object by object: a document is read once for all that is found in it. */
function placed({ manifests }: CheckContext, found: readonly Found[]): Finding[] {
  const byObject = new Map<Manifest | undefined, Found[]>();
  for (const one of found) {
    const object = manifests.named(one.violation.object);
    const others = byObject.get(object);
    if (others) others.push(one);
    else byObject.set(object, [one]);
  }
  return [...byObject].flatMap(([object, ofObject]) => ofObject.map((one) => findingOf(object, one)));
}

function findingOf(object: Manifest | undefined, { rule, violation }: Found): Finding {
  return {
    ...violation,
    rule: rule.id,
    severity: rule.severity,
    proof: rule.reads === 'manifests' ? 'stated' : 'simulated',
    place: object && locate(object, violation.path),
    remedy: violation.remedy ?? rule.remedy,
  };
}

function byPlace(a: Finding, b: Finding): number {
  const [from, to] = [a.place, b.place];
  if (!from || !to) return Number(from === undefined) - Number(to === undefined);
  if (from.file !== to.file) return from.file < to.file ? -1 : 1;
  return from.line - to.line || from.column - to.column;
}
