// What the API server refuses never runs.

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
  *check({ started }) {
    for (const { object, message, path } of started.refusals) {
      yield { object: referenceOf(object), path, message };
    }
  },
});
