// What a check says of its own accord: of objects that it cannot judge, of suppressions and of the baseline. They have
// a name and a severity as rules have, but nothing to run.

import type { Manifest } from '../manifests/check-object';
import { type FieldPath, locate } from '../manifests/source';
import type { Finding } from './finding';
import { referenceOf } from './manifest-set';
import { defineRule, type Rule } from './rule';

/** Objects of kinds that nobody defines are not judged; that is told once for each kind. */
export const kindDefined = own({
  id: 'kind-defined',
  title: 'the definition of every kind is there',
  severity: 'note',
  remedy: 'Give the CustomResourceDefinition among the manifests, or with --base.',
});

export const suppressionReason = own({
  id: 'suppression-reason',
  title: 'every suppression names a rule and gives a reason',
  severity: 'error',
  remedy: 'Write the reason as the value of the annotation.',
});

export const suppressionUsed = own({
  id: 'suppression-used',
  title: 'every suppression suppresses something',
  severity: 'note',
  remedy: 'Take the annotation away.',
});

export const baselineCurrent = own({
  id: 'baseline-current',
  title: 'every entry of the baseline still occurs',
  severity: 'note',
  remedy: 'Write the baseline again, with --write-baseline.',
});

export const ownRules: readonly Rule[] = [kindDefined, suppressionReason, suppressionUsed, baselineCurrent];

function own(words: Pick<Rule, 'id' | 'title' | 'severity' | 'remedy'>): Rule {
  return defineRule({ ...words, profile: 'essential', reads: 'manifests', check: () => [] });
}

/** What such a rule says of an object. */
export function ownFinding(rule: Rule, manifest: Manifest, path: FieldPath, message: string): Finding {
  const object = referenceOf(manifest);
  const place = locate(manifest, path);
  return { rule: rule.id, severity: rule.severity, proof: 'stated', object, path, message, place, remedy: rule.remedy };
}
