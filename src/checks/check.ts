// Runs rules over manifests: findings in the order of files and lines, none twice for one cause.

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
    return [...rule.check(cx, values)].map((violation) => findingOf(cx, rule, violation));
  });
  return withoutEchoes(found, rules).sort(byPlace);
}

function findingOf({ manifests }: CheckContext, rule: Rule, violation: Violation): Finding {
  const object = manifests.named(violation.object);
  return {
    ...violation,
    rule: rule.id,
    severity: rule.severity,
    proof: rule.reads === 'manifests' ? 'stated' : 'simulated',
    place: object && locate(object, violation.path),
    remedy: violation.remedy ?? rule.remedy,
  };
}

/** Leaves out what a more precise rule says of the same object. */
function withoutEchoes(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const told = new Set(findings.map(({ rule, object }) => echoKey(rule, object)));
  const yieldsTo = new Map(rules.map((rule) => [rule.id, rule.yieldsTo ?? []]));
  return findings.filter(
    ({ rule, object }) => !(yieldsTo.get(rule) ?? []).some((other) => told.has(echoKey(other, object))),
  );
}

const echoKey = (rule: string, object: ObjectReference) => `${rule} ${referenceText(object)}`;

function byPlace(a: Finding, b: Finding): number {
  const [from, to] = [a.place, b.place];
  if (!from || !to) return Number(from === undefined) - Number(to === undefined);
  if (from.file !== to.file) return from.file < to.file ? -1 : 1;
  return from.line - to.line || from.column - to.column;
}
