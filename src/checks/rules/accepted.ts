// What the API server refuses never runs.

import type { Manifest } from '../../manifests/check-object';
import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

export const accepted = defineRule({
  id: 'accepted',
  title: 'the API server takes every object',
  severity: 'error',
  profile: 'essential',
  others: {
    'kube-linter': ['schema-validation', 'no-extensions-v1beta', 'invalid-target-ports'],
    'kube-score': ['stable-version', 'label-values', 'container-ports-check', 'cronjob-restartpolicy'],
  },
  remedy: 'Change the field as the message of the server says.',
  reads: 'started',
  yieldsTo: ['selector-matches-template', 'service-account-exists', 'priority-class-exists'],
  *check({ started }) {
    const undefinedKinds = started.refusals.flatMap(({ object }) => kindsOf(object));
    for (const { object, message, path } of started.refusals) {
      const { apiVersion, kind } = object;
      if (undefinedKinds.includes(`${apiVersion.split('/')[0]} ${kind}`)) continue; // its definition is told
      yield { object: referenceOf(object), path, message };
    }
  },
});

/** The kind that a definition would have brought. */
function kindsOf({ kind, spec }: Manifest): readonly string[] {
  if (kind !== 'CustomResourceDefinition') return [];
  const { group, names } = (spec ?? {}) as { readonly group?: string; readonly names?: { readonly kind?: string } };
  return [`${group} ${names?.kind}`];
}
