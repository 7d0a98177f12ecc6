// What the API server refuses never runs.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

export const accepted = defineRule({
  id: 'accepted',
  title: 'the API server takes every object',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['schema-validation', 'no-extensions-v1beta'], 'kube-score': ['stable-version'] },
  remedy: 'Change the field as the message of the server says.',
  reads: 'started',
  *check({ started }) {
    for (const { object, message, path } of started.refusals) {
      yield { object: referenceOf(object), path, message };
    }
  },
});
